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
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + " must be 1ms to 1m, was " + value.toMillis() + "ms");
        }
    }
}
