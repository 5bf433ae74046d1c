package io.candor.event;

/** Checks of constructors, with value and bound in the message. */
final class Bounds {
    private static final int DAY_SECONDS = 86_400;

    private Bounds() {}

    static void seconds(String field, double value) {
        check(field, value >= 0 && value <= DAY_SECONDS, "0 to " + DAY_SECONDS + " seconds", value);
    }

    static void check(String field, boolean holds, String bound, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " must be " + bound + ", was " + value);
        }
    }
}
