package io.candor.math;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD inner products of one query with blocks of {@value #ROWS} rows stored dimension by dimension.
 *
 * <p>A block of d dimensions is d × {@value #ROWS} little-endian floats: all rows' first entries, then all rows' second
 * ones, … So one vector register holds a partial sum for each row, no sum across lanes is needed, and leaving a block
 * after its first dimensions leaves the rest unread. {@code sums} always has {@value #ROWS} entries; row r is bit r of a
 * mask. Pure but for {@code sums}; allocates nothing; any thread. {@link ScalarKernels} has the twins.
 */
public final class BlockKernels {
    /** Rows in a block, whatever the width of the machine's registers. */
    public static final int ROWS = 16;

    /** Bytes from one dimension of a block to the next. */
    public static final int STRIDE = ROWS * Float.BYTES;

    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > ROWS ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private BlockKernels() {}

    /**
     * Adds the products of dimensions {@code from} to {@code to} (exclusive) to {@code sums}.
     *
     * @param blocks holds the block from byte {@code offset} on
     * @param query at least {@code to} values
     * @param sums overwritten when {@code from} is 0, else added to
     */
    public static void accumulate(MemorySegment blocks, long offset, float[] query, int from, int to, float[] sums) {
        for (int lane = 0; lane < ROWS; lane += LANES) {
            accumulateLanes(blocks, offset + (long) lane * Float.BYTES, query, from, to, sums, lane);
        }
    }

    private static void accumulateLanes(
            MemorySegment blocks, long offset, float[] query, int from, int to, float[] sums, int lane) {
        FloatVector a = from == 0 ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, sums, lane);
        FloatVector b = FloatVector.zero(SPECIES);
        FloatVector c = b;
        FloatVector e = b;
        int d = from;
        for (; d <= to - 4; d += 4) {
            long at = offset + (long) d * STRIDE;
            a = load(blocks, at).fma(FloatVector.broadcast(SPECIES, query[d]), a);
            b = load(blocks, at + STRIDE).fma(FloatVector.broadcast(SPECIES, query[d + 1]), b);
            c = load(blocks, at + 2 * STRIDE).fma(FloatVector.broadcast(SPECIES, query[d + 2]), c);
            e = load(blocks, at + 3 * STRIDE).fma(FloatVector.broadcast(SPECIES, query[d + 3]), e);
        }
        for (; d < to; d++) {
            a = load(blocks, offset + (long) d * STRIDE).fma(FloatVector.broadcast(SPECIES, query[d]), a);
        }
        a.add(b).add(c.add(e)).intoArray(sums, lane);
    }

    /** Returns the rows whose sum is at least {@code threshold}; NaN sums never are. */
    public static int atLeast(float[] sums, float threshold) {
        int mask = 0;
        for (int lane = 0; lane < ROWS; lane += LANES) {
            long bits = FloatVector.fromArray(SPECIES, sums, lane)
                    .compare(VectorOperators.GE, threshold)
                    .toLong();
            mask |= (int) bits << lane;
        }
        return mask;
    }

    /**
     * Returns the rows whose sum + {@code factor} × its rest is at least {@code threshold}.
     *
     * @param rests holds one value a row from byte {@code offset} on
     */
    public static int atLeast(float[] sums, MemorySegment rests, long offset, float factor, float threshold) {
        int mask = 0;
        for (int lane = 0; lane < ROWS; lane += LANES) {
            long bits = load(rests, offset + (long) lane * Float.BYTES)
                    .fma(FloatVector.broadcast(SPECIES, factor), FloatVector.fromArray(SPECIES, sums, lane))
                    .compare(VectorOperators.GE, threshold)
                    .toLong();
            mask |= (int) bits << lane;
        }
        return mask;
    }

    private static FloatVector load(MemorySegment segment, long offset) {
        return FloatVector.fromMemorySegment(SPECIES, segment, offset, ORDER);
    }
}
