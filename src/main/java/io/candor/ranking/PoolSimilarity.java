package io.candor.ranking;

import io.candor.math.VectorKernels;
import io.candor.retrieval.LabelOverlap;
import java.util.Arrays;

/**
 * Likeness of items within one pool, 0 to 1: the cosine of their vectors (0 when negative) when both have one, else
 * {@link LabelOverlap}.
 *
 * <p>Vectors are fetched and scaled on first use, into reused arrays. Not thread-safe.
 */
final class PoolSimilarity {
    private static final byte UNKNOWN = 0;
    private static final byte PRESENT = 1;
    private static final byte ABSENT = 2;

    private float[] units = {};
    private byte[] state = {};
    private int dims;

    void begin(int pool, int vectorDims) {
        dims = vectorDims;
        if (pool * dims > units.length) {
            units = new float[pool * dims];
        }
        if (pool > state.length) {
            state = new byte[pool];
        }
        Arrays.fill(state, 0, pool, UNKNOWN);
    }

    /** Returns the likeness of the items at two places of the pool with these ordinals. */
    double between(RankingQuery query, int a, int ordinalA, int b, int ordinalB) {
        if (hasVector(query, a, ordinalA) && hasVector(query, b, ordinalB)) {
            return Math.max(0, VectorKernels.dot(units, a * dims, units, b * dims, dims));
        }
        return LabelOverlap.of(query.catalog(), ordinalA, ordinalB);
    }

    private boolean hasVector(RankingQuery query, int place, int ordinal) {
        if (state[place] == UNKNOWN) {
            boolean present = query.vectors().copyUnit(query.catalog(), ordinal, units, place * dims);
            state[place] = present ? PRESENT : ABSENT;
        }
        return state[place] == PRESENT;
    }
}
