package io.candor.math;

import java.lang.foreign.MemorySegment;

/**
 * The reference for {@link VectorKernels}, {@link BlockKernels} and {@link CodeKernels}: the same sums, one entry at a time in
 * double precision or whole numbers.
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

    /** Returns what {@link BlockKernels#dot} writes for one row of a block. */
    public static double blockDot(MemorySegment blocks, long offset, int row, float[] query, int dims) {
        double total = 0;
        for (int d = 0; d < dims; d++) {
            long at = offset + (long) d * BlockKernels.STRIDE + (long) row * Float.BYTES;
            total += (double) blocks.get(FactorMatrix.FLOAT_LE, at) * query[d];
        }
        return total;
    }

    /** Returns what {@link CodeKernels#dot} writes for one row of a block. */
    public static long codeDot(byte[] blocks, int offset, int row, short[] query) {
        long total = 0;
        for (int d = 0; d < query.length; d++) {
            total += (long) CodeKernels.codeAt(blocks, offset, row, d) * query[d];
        }
        return total;
    }
}
