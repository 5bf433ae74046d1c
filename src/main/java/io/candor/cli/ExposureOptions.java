package io.candor.cli;

import io.candor.app.DataDirectory;
import io.candor.app.DatabaseExposures;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.exposure.ExposureFile;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags by which commands say which slates of the joined log they read, as a picocli mixin. */
final class ExposureOptions {
    @Option(names = "--placement", paramLabel = "NAME", description = "Whose slates. Default: all.")
    private @Nullable String placement;

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "P1D",
            description =
                    "How long after a slate an action counts as coming of it: P1D, PT2H, … Default: ${DEFAULT-VALUE}.")
    private Duration window = ExposureQuery.DAY;

    @Option(names = "--since", paramLabel = "TIME", description = "Slates from then on, as 2026-01-31T00:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Slates before then.")
    private @Nullable Instant until;

    /** Returns whether some slates are left out. */
    boolean restricted() {
        return placement != null || since != null || until != null;
    }

    /** Returns the query for some kinds of action. */
    ExposureQuery query(Set<Action.Type> outcomes) {
        if (!window.isPositive()) {
            throw new CandorException(ErrorCode.USAGE, "--window must be above zero, was " + window);
        }
        return new ExposureQuery(
                Optional.ofNullable(placement),
                outcomes,
                window,
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Long.MAX_VALUE);
    }

    /** Returns the log in a file, or in the database. */
    ExposureLog log(CommonOptions common, @Nullable Path file) {
        return file == null
                ? new DatabaseExposures(common.loadConfig(), new DataDirectory(common.dataDir()))
                : new ExposureFile(file);
    }
}
