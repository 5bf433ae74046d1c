package io.candor.math;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD inner products over row-major float32, on the heap and in mapped memory (little-endian).
 *
 * <p>All methods are pure, allocate nothing and may be called from any thread. Results equal {@link ScalarKernels} up to
 * the order of summation, which is fixed for a machine. Bounds are checked by the vector loads.
 */
public final class VectorKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Room that four products take while they are made. */
    public static final int FOUR_PRODUCTS = 4 * LANES;

    private VectorKernels() {}

    /** Returns Σ a[aOffset+i]·b[bOffset+i] over {@code length} entries; 0 for length 0. */
    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (int bound = SPECIES.loopBound(length); i < bound; i += LANES) {
            sum = FloatVector.fromArray(SPECIES, a, aOffset + i)
                    .fma(FloatVector.fromArray(SPECIES, b, bOffset + i), sum);
        }
        float total = LaneSum.of(sum);
        for (; i < length; i++) {
            total = Math.fma(a[aOffset + i], b[bOffset + i], total);
        }
        return total;
    }

    /** Returns the inner product of {@code length} little-endian floats at {@code byteOffset} with an array. */
    public static float dot(MemorySegment a, long byteOffset, float[] b, int bOffset, int length) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (int bound = SPECIES.loopBound(length); i < bound; i += LANES) {
            sum = FloatVector.fromMemorySegment(
                            SPECIES, a, byteOffset + (long) i * Float.BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(FloatVector.fromArray(SPECIES, b, bOffset + i), sum);
        }
        float total = LaneSum.of(sum);
        for (; i < length; i++) {
            float x = a.get(FactorMatrix.FLOAT_LE, byteOffset + (long) i * Float.BYTES);
            total = Math.fma(x, b[bOffset + i], total);
        }
        return total;
    }

    /**
     * Writes the inner products of four rows of {@code a} with {@code b[0 .. length)} to {@code products[0 .. 4)}: each is
     * what {@link #dot(MemorySegment, long, float[], int, int)} returns, but the four rows are fetched at the same time.
     *
     * @param products {@link #FOUR_PRODUCTS} entries, all overwritten: registers are handed on through memory, since one that is passed to
     *     a method becomes an object where that method is not inlined
     */
    public static void dot4(
            MemorySegment a, long row0, long row1, long row2, long row3, float[] b, int length, float[] products) {
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        int i = 0;
        for (int bound = SPECIES.loopBound(length); i < bound; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, b, i);
            long at = (long) i * Float.BYTES;
            sum0 = load(a, row0 + at).fma(q, sum0);
            sum1 = load(a, row1 + at).fma(q, sum1);
            sum2 = load(a, row2 + at).fma(q, sum2);
            sum3 = load(a, row3 + at).fma(q, sum3);
        }
        sum0.intoArray(products, 0);
        sum1.intoArray(products, LANES);
        sum2.intoArray(products, 2 * LANES);
        sum3.intoArray(products, 3 * LANES);
        products[0] = addTail(LaneSum.of(products, 0, LANES), a, row0, b, i, length);
        products[1] = addTail(LaneSum.of(products, LANES, LANES), a, row1, b, i, length);
        products[2] = addTail(LaneSum.of(products, 2 * LANES, LANES), a, row2, b, i, length);
        products[3] = addTail(LaneSum.of(products, 3 * LANES, LANES), a, row3, b, i, length);
    }

    /** The same for rows of an array that begin at {@code row0 … row3}. */
    public static void dot4(
            float[] a, int row0, int row1, int row2, int row3, float[] b, int length, float[] products) {
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        int i = 0;
        for (int bound = SPECIES.loopBound(length); i < bound; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, b, i);
            sum0 = FloatVector.fromArray(SPECIES, a, row0 + i).fma(q, sum0);
            sum1 = FloatVector.fromArray(SPECIES, a, row1 + i).fma(q, sum1);
            sum2 = FloatVector.fromArray(SPECIES, a, row2 + i).fma(q, sum2);
            sum3 = FloatVector.fromArray(SPECIES, a, row3 + i).fma(q, sum3);
        }
        sum0.intoArray(products, 0);
        sum1.intoArray(products, LANES);
        sum2.intoArray(products, 2 * LANES);
        sum3.intoArray(products, 3 * LANES);
        products[0] = addTail(LaneSum.of(products, 0, LANES), a, row0, b, i, length);
        products[1] = addTail(LaneSum.of(products, LANES, LANES), a, row1, b, i, length);
        products[2] = addTail(LaneSum.of(products, 2 * LANES, LANES), a, row2, b, i, length);
        products[3] = addTail(LaneSum.of(products, 3 * LANES, LANES), a, row3, b, i, length);
    }

    private static float addTail(float sum, float[] a, int row, float[] b, int from, int length) {
        float total = sum;
        for (int i = from; i < length; i++) {
            total = Math.fma(a[row + i], b[i], total);
        }
        return total;
    }

    private static FloatVector load(MemorySegment a, long offset) {
        return FloatVector.fromMemorySegment(SPECIES, a, offset, ByteOrder.LITTLE_ENDIAN);
    }

    private static float addTail(float sum, MemorySegment a, long row, float[] b, int from, int length) {
        float total = sum;
        for (int i = from; i < length; i++) {
            total = Math.fma(a.get(FactorMatrix.FLOAT_LE, row + (long) i * Float.BYTES), b[i], total);
        }
        return total;
    }

    /** Returns Σ a[offset+i]². */
    public static float squaredNorm(float[] a, int offset, int length) {
        return dot(a, offset, a, offset, length);
    }
}
