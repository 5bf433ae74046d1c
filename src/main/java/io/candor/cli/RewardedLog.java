package io.candor.cli;

import io.candor.event.Action;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags by which commands say what they judge by: a log, which slates of it, and what is a reward; a picocli mixin. */
final class RewardedLog {
    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The log: what export --rows impressions wrote. Default: the database.")
    private @Nullable Path file;

    @Mixin
    private ExposureOptions slates = new ExposureOptions();

    @Option(
            names = "--reward",
            defaultValue = "click",
            paramLabel = "ACTION",
            description = "What counts as a reward, of 1: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Action.Type reward = Action.Type.CLICK;

    /** Returns the file that was named, if any. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Returns whether some slates are left out. */
    boolean restricted() {
        return slates.restricted();
    }

    Action.Type reward() {
        return reward;
    }

    ExposureQuery query() {
        return slates.query(Set.of(reward));
    }

    ExposureLog open(CommonOptions common) {
        return slates.log(common, file);
    }
}
