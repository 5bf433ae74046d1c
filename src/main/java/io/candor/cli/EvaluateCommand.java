package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.Holdout;
import io.candor.dataset.HoldoutCodec;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.evaluation.ModelEvaluation;
import io.candor.evaluation.RankingReport;
import io.candor.math.MeanInterval;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGeneratorFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a bundle by what its training held out, beside popularity and a shuffled control. */
@Command(
        name = "evaluate",
        description = "Rank all items for the users whose last item was held out, and see where it stands.")
public final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "Directory of the bundle.")
    private Path bundle = Path.of("");

    @Option(names = "--k", split = ",", defaultValue = "10", description = "Depths. Default: ${DEFAULT-VALUE}.")
    private List<Integer> depths = List.of();

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the shuffle. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        for (int depth : depths) {
            if (depth < 1) {
                throw new CandorException(ErrorCode.USAGE, "--k must be at least 1, was " + depth);
            }
        }
        ModelSnapshot model = BundleReader.open(bundle);
        try {
            Holdout holdout = HoldoutCodec.read(bundle);
            ModelEvaluation evaluation = ModelEvaluation.of(
                    model.users(),
                    model.items(),
                    model.itemBias(),
                    model.itemPopularity(),
                    holdout,
                    depths,
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            print(model.manifest().version(), holdout, evaluation);
        } finally {
            model.release();
        }
        return ExitCode.OK;
    }

    private void print(String version, Holdout holdout, ModelEvaluation evaluation) {
        TablePrinter table = new TablePrinter("metric", "model", "95 %", "popularity", "shuffled");
        evaluation
                .model()
                .metrics()
                .forEach((name, model) -> table.row(
                        name,
                        model.mean(),
                        String.format(Locale.ROOT, "%.4f–%.4f", model.low(), model.high()),
                        mean(evaluation.popularity(), name),
                        mean(evaluation.shuffled(), name)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", version)
                .put("users", holdout.size())
                .put("users_without_history", holdout.usersWithoutHistory())
                .put("items", holdout.items())
                .put("ranking", "full");
        json.set("metrics", means(evaluation.model()));
        json.set("intervals", intervals(evaluation.model()));
        json.set("popularity", means(evaluation.popularity()));
        json.set("shuffled", means(evaluation.shuffled()));
        common.print(table, json);
    }

    private static double mean(RankingReport report, String name) {
        MeanInterval interval = report.metrics().get(name);
        return interval == null ? Double.NaN : interval.mean();
    }

    private static ObjectNode means(RankingReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        report.metrics().forEach((name, interval) -> json.set(name, number(interval.mean())));
        return json;
    }

    private static ObjectNode intervals(RankingReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        report.metrics()
                .forEach((name, interval) ->
                        json.putArray(name).add(number(interval.low())).add(number(interval.high())));
        return json;
    }

    /** Returns a JSON number, null for NaN, which JSON has no number for. */
    private static JsonNode number(double value) {
        return Double.isNaN(value) ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.numberNode(value);
    }
}
