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

    /** Returns Σ a[offset+i]². */
    public static float squaredNorm(float[] a, int offset, int length) {
        return dot(a, offset, a, offset, length);
    }
}
