package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VectorKernelsTest {
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    private final SplittableRandom random = new SplittableRandom(1);

    static int[] lengths() {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        return new int[] {0, 1, lanes - 1, lanes, lanes + 1, 4 * lanes + 3, 1021};
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dot_arrays_equalsTheScalarTwin(int length) {
        float[] a = values(length + 5);
        float[] b = values(length + 3);
        double expected = ScalarKernels.dot(a, 5, b, 3, length);
        assertEquals(expected, VectorKernels.dot(a, 5, b, 3, length), tolerance(a, b, length));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dot_segment_equalsTheArrayBitForBit(int length) {
        float[] a = values(length + 1);
        float[] b = values(length);
        MemorySegment segment = outsideHeap(a);
        float expected = VectorKernels.dot(a, 1, b, 0, length);
        assertEquals(expected, VectorKernels.dot(segment, Float.BYTES, b, 0, length));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dot4_fourRows_equalsFourDots(int length) {
        float[] rows = values(9 * length);
        float[] b = values(length);
        MemorySegment segment = outsideHeap(rows);
        long bytes = (long) length * Float.BYTES;
        float[] products = new float[VectorKernels.FOUR_PRODUCTS];
        VectorKernels.dot4(segment, 8 * bytes, 0, 3 * bytes, 3 * bytes, b, length, products);
        float[] fromArray = new float[VectorKernels.FOUR_PRODUCTS];
        VectorKernels.dot4(rows, 8 * length, 0, 3 * length, 3 * length, b, length, fromArray);
        int[] expected = {8, 0, 3, 3};
        for (int i = 0; i < 4; i++) {
            assertEquals(VectorKernels.dot(segment, expected[i] * bytes, b, 0, length), products[i]);
            assertEquals(products[i], fromArray[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void squaredNorm_isTheDotWithItself(int length) {
        float[] a = values(length + 2);
        assertEquals(
                ScalarKernels.dot(a, 2, a, 2, length),
                VectorKernels.squaredNorm(a, 2, length),
                tolerance(a, a, length));
    }

    private float[] values(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static MemorySegment outsideHeap(float[] values) {
        MemorySegment segment = Arena.ofAuto().allocate((long) values.length * Float.BYTES, 64);
        MemorySegment.copy(values, 0, segment, FactorMatrix.FLOAT_LE, 0, values.length);
        return segment;
    }

    /** The bound of any order of summation: length × unit roundoff × Σ|aᵢbᵢ|, which is at most ‖a‖‖b‖. */
    private static double tolerance(float[] a, float[] b, int length) {
        double norms = Math.sqrt(ScalarKernels.dot(a, 0, a, 0, a.length) * ScalarKernels.dot(b, 0, b, 0, b.length));
        return length * UNIT_ROUNDOFF * norms + Double.MIN_NORMAL;
    }
}
