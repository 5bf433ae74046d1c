package io.candor.math;

import java.util.Arrays;

/** Orders of float values as integers, for sorting positions by a value without boxing. */
public final class FloatOrder {
    private FloatOrder() {}

    /** Returns an integer that compares as the value does (NaN above +∞, −0 below 0). */
    public static int sortable(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** Undoes {@link #sortable}. */
    public static float value(int sortable) {
        return Float.intBitsToFloat(sortable ^ ((sortable >> 31) & Integer.MAX_VALUE));
    }

    /** Returns the positions of {@code keys} by falling key, ties by rising position. */
    public static int[] descending(float[] keys) {
        long[] packed = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            packed[i] = ((long) ~sortable(keys[i]) << 32) | i;
        }
        Arrays.sort(packed);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) packed[i];
        }
        return order;
    }
}
