package io.candor.training;

/** Checks of hyper-parameters; every complaint says name, bound and value. */
final class ParameterBounds {
    static final int MAX_DIMS = 1_024;
    static final int MAX_EPOCHS = 10_000;

    private ParameterBounds() {}

    static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void check(String name, int value, int low, int high) {
        check(value >= low && value <= high, name + " must be " + low + " to " + high + ", was " + value);
    }

    /** NaN is out of every bounds. */
    static void check(String name, double value, double low, double high) {
        check(value >= low && value <= high, name + " must be " + low + " to " + high + ", was " + value);
    }
}
