package io.candor.exposure;

import io.candor.event.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which slates of the log, and what counts as coming of them.
 *
 * @param placement of the slates; all when empty
 * @param outcomes kinds of action; impression and viewable always are among them
 * @param window how long after the slate an action still counts, above zero
 * @param from slates from then on; all when empty
 * @param until slates before then; all when empty
 * @param most how many slates at most, the newest; at least 1
 */
public record ExposureQuery(
        Optional<String> placement,
        Set<Action.Type> outcomes,
        Duration window,
        Optional<Instant> from,
        Optional<Instant> until,
        long most) {
    /** How long after the slate an action counts when nothing else is said. */
    public static final Duration DAY = Duration.ofDays(1);

    public ExposureQuery {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("window must be above zero, was " + window);
        }
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, was " + most);
        }
        EnumSet<Action.Type> all = EnumSet.of(Action.Type.IMPRESSION, Action.Type.VIEWABLE);
        all.addAll(outcomes);
        outcomes = Set.copyOf(all);
    }

    /** Returns that for all slates with what came of them within a day. */
    public static ExposureQuery of(Set<Action.Type> outcomes) {
        return new ExposureQuery(Optional.empty(), outcomes, DAY, Optional.empty(), Optional.empty(), Long.MAX_VALUE);
    }

    /** Returns the same of one placement, or of all. */
    public ExposureQuery at(Optional<String> name) {
        return new ExposureQuery(name, outcomes, window, from, until, most);
    }

    /** Returns the same with another window. */
    public ExposureQuery within(Duration duration) {
        return new ExposureQuery(placement, outcomes, duration, from, until, most);
    }

    /** Returns the same without slates before a time. */
    public ExposureQuery since(Instant time) {
        return new ExposureQuery(placement, outcomes, window, Optional.of(time), until, most);
    }

    /** Returns the same without slates from a time on. */
    public ExposureQuery before(Instant time) {
        return new ExposureQuery(placement, outcomes, window, from, Optional.of(time), most);
    }

    /** Returns the same of fewer slates. */
    public ExposureQuery newest(long count) {
        return new ExposureQuery(placement, outcomes, window, from, until, count);
    }

    /** Returns whether a slate of a placement and time is asked for. */
    boolean takes(String place, long millis) {
        return placement.map(place::equals).orElse(true)
                && from.map(time -> millis >= time.toEpochMilli()).orElse(true)
                && until.map(time -> millis < time.toEpochMilli()).orElse(true);
    }
}
