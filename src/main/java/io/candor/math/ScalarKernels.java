package io.candor.math;

import java.lang.foreign.MemorySegment;

/**
 * The reference for {@link VectorKernels} and {@link BlockKernels}: the same sums, one entry at a time in double
 * precision.
 */
public final class ScalarKernels {
    private ScalarKernels() {}

    /** Returns Σ a[aOffset+i]·b[bOffset+i] over {@code length} entries; 0 for length 0. */
    public static double dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        double total = 0;
        for (int i = 0; i < length; i++) {
            total += (double) a[aOffset + i] * b[bOffset + i];
        }
        return total;
    }

    /** Returns what {@link BlockKernels#accumulate} adds to the sum of one row of a block. */
    public static double blockDot(MemorySegment blocks, long offset, int row, float[] query, int from, int to) {
        double total = 0;
        for (int d = from; d < to; d++) {
            long at = offset + (long) d * BlockKernels.STRIDE + (long) row * Float.BYTES;
            total += (double) blocks.get(FactorMatrix.FLOAT_LE, at) * query[d];
        }
        return total;
    }
}
