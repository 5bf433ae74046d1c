package io.candor.serving;

import java.time.Duration;

/** Checks of configured values; the message says field, value and bound. */
final class Bounds {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Bounds() {}

    static void check(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }

    static void check(String field, Duration value) {
        check(field, value, SHORTEST, LONGEST, "1ms to 1m");
    }

    /** @param bounds the two, as a person reads them */
    static void check(String field, Duration value, Duration min, Duration max, String bounds) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + " must be " + bounds + ", was " + value.toMillis() + "ms");
        }
    }
}
