package io.candor.cli;

import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.FeedbackSource;
import io.candor.dataset.Interactions;
import io.candor.dataset.RatingsData;
import io.candor.dataset.RatingsReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The flags of the commands that learn from feedback, as a picocli mixin. */
final class FeedbackInput {
    private static final String LEAST_POSITIVE = "1e-6";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    private static final class Choice {
        @Option(
                names = "--ratings",
                paramLabel = "FILE",
                description = "MovieLens u.data, '::', CSV, TSV (all also gzipped) or Parquet.")
        private @Nullable Path ratings;

        @Option(names = "--feedback", description = "Learn from the feedback in the database, by unified scores.")
        private boolean feedback;
    }

    /** Returns settings with the default for what was chosen: of unified scores those above 0 tell interest. */
    Map<String, String> settings(Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        if (choice.feedback) {
            settings.putIfAbsent("min_value", LEAST_POSITIVE);
        }
        return settings;
    }

    /**
     * Reads what was chosen.
     *
     * @param told lines for a person
     */
    Interactions read(CommonOptions common, CandorConfig config, Consumer<String> told) {
        if (choice.ratings != null) {
            RatingsData data = RatingsReader.read(choice.ratings);
            told.accept(data.report().describe());
            return data.interactions();
        }
        try (Progress progress = Progress.start("reading feedback", -1)) {
            Interactions all =
                    new FeedbackSource(config, new DataDirectory(common.dataDir())).interactions(progress::stepTo);
            told.accept("read " + all.size() + " pairs of " + all.users().size() + " users and "
                    + all.items().size() + " items from the database");
            return all;
        }
    }
}
