package io.candor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.ModelTraining;
import io.candor.app.Tuning;
import io.candor.catalog.Item;
import io.candor.dataset.Interactions;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.BundleWriter;
import io.candor.model.ModelManifest;
import io.candor.report.Chart;
import io.candor.training.SearchSpace;
import io.candor.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for the settings of an algorithm on a validation split, and trains with the best. */
@Command(
        name = "tune",
        description = "Search for good settings of an algorithm on a validation split of the training part.")
public final class TuneCommand implements Callable<Integer> {
    private static final int BAR = 30;
    private static final String ALPHA0 = "alpha0";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--algorithm", defaultValue = "ials", description = "As for train. Default: ${DEFAULT-VALUE}.")
    private String algorithm = "";

    @Mixin
    private FeedbackInput input = new FeedbackInput();

    @Option(
            names = "--split",
            defaultValue = "leave-last-out",
            description = "What is held out, and of the rest what is validated with. Default: ${DEFAULT-VALUE}.")
    private String split = "";

    @Option(names = "--trials", defaultValue = "27", description = "How many are drawn. Default: ${DEFAULT-VALUE}.")
    private int trials;

    @Option(
            names = "--strategy",
            defaultValue = "halving",
            paramLabel = "halving|random",
            description = "Whether only the better third goes on, or all make all passes. Default: ${DEFAULT-VALUE}.")
    private Strategy strategy = Strategy.HALVING;

    @Option(
            names = "--validations",
            paramLabel = "N",
            defaultValue = "1",
            description = "Compare by the mean of N splits, one within the other. Default: ${DEFAULT-VALUE}.")
    private int validations;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting that is not searched for.")
    private Map<String, String> settled = new LinkedHashMap<>();

    @Option(
            names = "--search",
            paramLabel = "KEY=RANGE",
            description = "LOW..HIGH, LOW..HIGH:log or A,B,C; replaces the customary range of the algorithm.")
    private Map<String, String> ranges = new LinkedHashMap<>();

    @Option(names = "--plot", paramLabel = "FILE", description = "Draws the learning curves as PNG.")
    private @Nullable Path plot;

    @Option(names = "--out", paramLabel = "BUNDLE", description = "Trains with the best settings and writes a bundle.")
    private @Nullable Path out;

    @Option(names = "--attributes", paramLabel = "FILE", description = "Item attributes, one JSON object a line.")
    private @Nullable Path attributes;

    @Option(names = "--checkpoint", paramLabel = "DIR", description = "Keeps state there; a search so goes on.")
    private @Nullable Path checkpoint;

    /** How a search spends its passes. */
    enum Strategy {
        HALVING,
        RANDOM
    }

    @Override
    public Integer call() throws IOException {
        if (trials < 1) {
            throw new CandorException(ErrorCode.USAGE, "--trials must be at least 1, was " + trials);
        }
        if (validations < 1) {
            throw new CandorException(ErrorCode.USAGE, "--validations must be at least 1, was " + validations);
        }
        TrainingSettings base = TrainingSettings.of(algorithm, input.settings(algorithm, settled));
        if (input.isLog() && base.trainer().hyperparameters().has(ALPHA0)) {
            // The rows of a log are weighted against it, so it is not searched for.
            settled.putIfAbsent(
                    ALPHA0, base.trainer().hyperparameters().path(ALPHA0).asText());
        }
        SearchSpace space = SearchSpace.of(algorithm, settled, ranges);
        if (out != null) {
            BundleWriter.requireFree(out);
        }
        List<Item> items = attributes == null ? List.of() : ItemFile.read(attributes);
        Interactions data = input.read(common, common.loadConfig(), base.trainer(), common.err()::println);
        Path directory = checkpoint == null ? Files.createTempDirectory("candor-tune") : checkpoint;
        try {
            Tuning tuning =
                    new Tuning(algorithm, input.settings(algorithm, settled), space, split, directory, validations);
            Tuning.Outcome outcome = search(tuning, data, items);
            print(outcome, space);
            if (plot != null) {
                curves(outcome).write(plot);
            }
            if (out != null) {
                train(outcome, data, items, out);
            }
        } finally {
            if (checkpoint == null) {
                removeAll(directory);
            }
        }
        return ExitCode.OK;
    }

    private Tuning.Outcome search(Tuning tuning, Interactions all, List<Item> items) {
        boolean halving = strategy == Strategy.HALVING;
        try (Progress progress = Progress.start("models", tuning.measurements(trials, halving))) {
            return tuning.run(all, items, trials, halving, seed, trial -> {
                progress.note(String.format(
                        Locale.ROOT,
                        "trial %d: %.4f after %d passes",
                        trial.number(),
                        trial.measure(),
                        trial.passes()));
                progress.step(1);
            });
        }
    }

    private void print(Tuning.Outcome outcome, SearchSpace space) {
        List<String> header = new ArrayList<>(List.of("trial"));
        header.addAll(space.names());
        header.addAll(List.of("passes", outcome.metric(), ""));
        TablePrinter table = new TablePrinter(header.toArray(String[]::new));
        double longest = outcome.trials().stream()
                .mapToDouble(Tuning.Trial::measure)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("metric", outcome.metric());
        ArrayNode trialsJson = json.putArray("trials");
        for (Tuning.Trial trial : outcome.trials()) {
            List<Object> row = new ArrayList<>(List.of(trial.number()));
            space.names().forEach(name -> row.add(trial.drawn().getOrDefault(name, "")));
            row.addAll(List.of(trial.passes(), trial.measure(), bar(trial.measure() / longest)));
            table.row(row.toArray());
            ObjectNode one = trialsJson.addObject().put("trial", trial.number()).put("passes", trial.passes());
            one.put(outcome.metric(), trial.measure());
            trial.drawn().forEach(one.putObject("settings")::put);
            ObjectNode measures = one.putObject("measures");
            trial.measures().forEach((passes, measure) -> measures.put(Integer.toString(passes), measure));
        }
        outcome.best().forEach(json.putObject("best")::put);
        common.print(table, json);
        common.err().println("best: " + setFlags(outcome.best()));
        common.err().flush();
    }

    private static String bar(double share) {
        return Double.isFinite(share) && share > 0 ? "█".repeat((int) Math.round(BAR * Math.min(share, 1))) : "";
    }

    private static String setFlags(Map<String, String> settings) {
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "--set " + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private Chart curves(Tuning.Outcome outcome) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Tuning.Trial trial : outcome.trials()) {
            List<Double> passes = new ArrayList<>();
            List<Double> measures = new ArrayList<>();
            new TreeMap<>(trial.measures()).forEach((after, measure) -> {
                if (Double.isFinite(measure)) {
                    passes.add((double) after);
                    measures.add(measure);
                }
            });
            if (!passes.isEmpty()) {
                lines.add(new Chart.Line("trial " + trial.number(), passes, measures));
            }
        }
        return Chart.lines(
                algorithm + ": " + outcome.metric() + " on the validation split", "passes", outcome.metric(), lines);
    }

    private void train(Tuning.Outcome outcome, Interactions all, List<Item> items, Path target) {
        InstantSource clock = InstantSource.system();
        try (TrainingDisplay display = new TrainingDisplay(common.err())) {
            ModelManifest manifest = new ModelTraining(common.loadConfig().retrieval(), display, clock)
                    .run(
                            TrainingSettings.of(algorithm, outcome.best()),
                            split,
                            all,
                            items,
                            VersionNames.at(algorithm, clock.instant()),
                            target);
            display.step("wrote " + target + " " + manifest.metrics());
        }
    }

    private static void removeAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
