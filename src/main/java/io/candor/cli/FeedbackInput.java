package io.candor.cli;

import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.FeedbackSource;
import io.candor.dataset.Interactions;
import io.candor.dataset.RatingsData;
import io.candor.dataset.RatingsReader;
import io.candor.training.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of the commands that learn from feedback, as a picocli mixin. */
final class FeedbackInput {
    private static final String LEAST_POSITIVE = "1e-6";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Mixin
    private LogInput log = new LogInput();

    private static final class Choice {
        @Option(
                names = "--ratings",
                paramLabel = "FILE",
                description = "MovieLens u.data, '::', CSV, TSV (all also gzipped) or Parquet.")
        private @Nullable Path ratings;

        @Option(names = "--feedback", description = "Learn from the feedback in the database, by unified scores.")
        private boolean feedback;

        @Option(
                names = "--log",
                paramLabel = "FILE",
                arity = "0..1",
                fallbackValue = "",
                description =
                        "Learn from what was shown and what came of it: a file of export --rows impressions, or the"
                                + " database when no file is named.")
        private @Nullable Path log;
    }

    /** Returns settings with defaults for what was chosen: of unified scores and clicks those above 0 tell interest. */
    Map<String, String> settings(String algorithm, Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        if (choice.log != null) {
            log.complete(algorithm, settings);
        }
        if (choice.feedback || choice.log != null) {
            settings.putIfAbsent("min_value", LEAST_POSITIVE);
        }
        return settings;
    }

    /** Returns whether what was shown is learnt from. */
    boolean isLog() {
        return choice.log != null;
    }

    /**
     * Reads what was chosen.
     *
     * @param trainer what will learn from it, which decides how a log is weighted
     * @param told lines for a person
     */
    Interactions read(CommonOptions common, CandorConfig config, Trainer trainer, Consumer<String> told) {
        if (choice.log != null) {
            Path file = choice.log.toString().isEmpty() ? null : choice.log;
            double alpha0 = trainer.hyperparameters().path("alpha0").asDouble(0);
            Interactions pairs = log.read(common, file, trainer.algorithm(), alpha0);
            told.accept(described(pairs, "the log"));
            return pairs;
        }
        if (choice.ratings != null) {
            RatingsData data = RatingsReader.read(choice.ratings);
            told.accept(data.report().describe());
            return data.interactions();
        }
        try (Progress progress = Progress.start("reading feedback", -1)) {
            Interactions all =
                    new FeedbackSource(config, new DataDirectory(common.dataDir())).interactions(progress::stepTo);
            told.accept(described(all, "the database"));
            return all;
        }
    }

    private static String described(Interactions pairs, String source) {
        return "read " + pairs.size() + " pairs of " + pairs.users().size() + " users and "
                + pairs.items().size() + " items from " + source;
    }
}
