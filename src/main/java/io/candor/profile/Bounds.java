package io.candor.profile;

import io.candor.config.DurationText;
import java.time.Duration;

/** Checks of constructors, with value and bounds in the message. */
final class Bounds {
    private Bounds() {}

    static void check(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }

    static void check(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }

    /** Checks that a value lies above 0 and is at most 1. */
    static void checkShare(String field, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must be above 0 to 1, was " + value);
        }
    }

    static void check(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + " must be " + DurationText.format(min) + " to "
                    + DurationText.format(max) + ", was " + DurationText.format(value));
        }
    }
}
