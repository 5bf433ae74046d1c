package io.candor.cli;

import io.candor.dataset.Holdout;
import io.candor.dataset.HoldoutCodec;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.evaluation.CandidateSample;
import io.candor.evaluation.EvaluationPlan;
import io.candor.evaluation.EvaluationReport;
import io.candor.evaluation.JudgedModel;
import io.candor.evaluation.ModelEvaluation;
import io.candor.evaluation.Predictions;
import io.candor.evaluation.RivalModel;
import io.candor.math.Bootstrap;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a bundle by what its training held out, beside popularity, a shuffled control and perhaps another bundle. */
@Command(
        name = "evaluate",
        description = "Rank all items for the users of whom something was held out, and see where it stands.")
public final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "Directory of the bundle.")
    private Path bundle = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "BUNDLE",
            description = "Another bundle, of the same ratings and split, to compare with over the same users.")
    private @Nullable Path against;

    @Option(names = "--k", split = ",", defaultValue = "10,20", description = "Depths. Default: ${DEFAULT-VALUE}.")
    private List<Integer> depths = List.of();

    @Option(
            names = "--sampled",
            paramLabel = "N",
            defaultValue = "0",
            description = "Rank among N random items a user instead of all; only for comparing with such figures.")
    private int sampled;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Draws of users for the intervals. Default: ${DEFAULT-VALUE}.")
    private int replicates;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "Seed of the shuffle, the sample and the intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write an HTML report with charts.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        EvaluationPlan plan = plan();
        ModelSnapshot model = BundleReader.open(bundle);
        try {
            Holdout holdout = HoldoutCodec.read(bundle);
            if (holdout.size() == 0) {
                throw new CandorException(ErrorCode.DATASET_INVALID, "the bundle holds nobody out to be judged by");
            }
            if (against == null) {
                print(model, "", holdout, plan, ModelEvaluation.of(JudgedModel.of(model), holdout, plan));
            } else {
                compare(model, against, holdout, plan);
            }
        } finally {
            model.release();
        }
        return ExitCode.OK;
    }

    private EvaluationPlan plan() {
        for (int depth : depths) {
            requireAtLeast("--k", depth, 1);
        }
        requireAtLeast("--sampled", sampled, 0);
        requireAtLeast("--bootstrap", replicates, 1);
        return new EvaluationPlan(depths, new CandidateSample(sampled, seed), new Bootstrap(replicates, seed));
    }

    private static void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new CandorException(ErrorCode.USAGE, option + " must be at least " + least + ", was " + value);
        }
    }

    private void compare(ModelSnapshot model, Path other, Holdout holdout, EvaluationPlan plan) throws IOException {
        ModelSnapshot rival = BundleReader.open(other);
        try {
            Predictions predictions = RivalModel.predictions(model, holdout, rival, HoldoutCodec.read(other));
            ModelEvaluation evaluation = ModelEvaluation.of(JudgedModel.of(model), holdout, plan, predictions);
            print(model, rival.manifest().version(), holdout, plan, evaluation);
        } finally {
            rival.release();
        }
    }

    private void print(
            ModelSnapshot model, String rival, Holdout holdout, EvaluationPlan plan, ModelEvaluation evaluation)
            throws IOException {
        String version = model.manifest().version();
        EvaluationOutput output = new EvaluationOutput(version, rival, holdout, plan, evaluation);
        if (report != null) {
            EvaluationReport.of("Evaluation of " + version, output.facts(), evaluation, depths.getFirst())
                    .write(report);
        }
        if (sampled > 0) {
            common.err().println(output.ranking());
            common.err().flush();
        }
        common.print(output.table(), output.json());
    }
}
