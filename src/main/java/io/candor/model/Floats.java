package io.candor.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Looks for NaN and ±∞ in little-endian float32. Pure; any thread. */
final class Floats {
    static final ValueLayout.OfFloat FLOAT_LE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private Floats() {}

    /**
     * Returns whether every value in a segment of whole floats is finite. Sums x·0, which is NaN exactly when some x is
     * not; the scalar twin is {@link #firstNotFinite}.
     */
    static boolean allFinite(MemorySegment data) {
        long count = data.byteSize() / Float.BYTES;
        FloatVector zeros = FloatVector.zero(SPECIES);
        FloatVector sum = zeros;
        long i = 0;
        for (long bound = SPECIES.loopBound(count); i < bound; i += SPECIES.length()) {
            sum = FloatVector.fromMemorySegment(SPECIES, data, i * Float.BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(zeros, sum);
        }
        float total = sum.reduceLanes(VectorOperators.ADD);
        for (; i < count; i++) {
            total += data.get(FLOAT_LE, i * Float.BYTES) * 0f;
        }
        return total == 0;
    }

    /** Returns the index of the first value that is not finite, −1 when there is none. */
    static long firstNotFinite(MemorySegment data) {
        long count = data.byteSize() / Float.BYTES;
        for (long i = 0; i < count; i++) {
            if (!Float.isFinite(data.get(FLOAT_LE, i * Float.BYTES))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the first value that is not finite, −1 when there is none. */
    static int firstNotFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
