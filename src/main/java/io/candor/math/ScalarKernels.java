package io.candor.math;

/** The reference for {@link VectorKernels}: the same sums, one entry at a time in double precision. */
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
}
