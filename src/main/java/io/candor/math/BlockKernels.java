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
 * ones, … So one vector register holds a partial sum for each row, no sum across lanes is needed. {@code sums} always has {@value #ROWS} entries; row r is bit r of a
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
    private static final long SECOND = (long) LANES * Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private BlockKernels() {}

    /**
     * Writes the inner products of the {@value #ROWS} rows of a block with a query to {@code sums}.
     *
     * @param blocks holds the block from byte {@code offset} on
     * @param query at least {@code dims} values
     * @param sums overwritten
     */
    public static void dot(MemorySegment blocks, long offset, float[] query, int dims, float[] sums) {
        int lane = 0;
        for (; lane <= ROWS - 2 * LANES; lane += 2 * LANES) {
            dotTwo(blocks, offset + (long) lane * Float.BYTES, query, dims, sums, lane);
        }
        for (; lane < ROWS; lane += LANES) {
            dotOne(blocks, offset + (long) lane * Float.BYTES, query, dims, sums, lane);
        }
    }

    /** Two registers of rows at a time: each entry of the query is broadcast once, and four sums are under way. */
    private static void dotTwo(MemorySegment blocks, long offset, float[] query, int dims, float[] sums, int lane) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector e = a;
        int d = 0;
        for (; d <= dims - 2; d += 2) {
            long at = offset + (long) d * STRIDE;
            FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
            a = load(blocks, at).fma(q, a);
            b = load(blocks, at + SECOND).fma(q, b);
            FloatVector r = FloatVector.broadcast(SPECIES, query[d + 1]);
            c = load(blocks, at + STRIDE).fma(r, c);
            e = load(blocks, at + STRIDE + SECOND).fma(r, e);
        }
        if (d < dims) {
            long at = offset + (long) d * STRIDE;
            FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
            a = load(blocks, at).fma(q, a);
            b = load(blocks, at + SECOND).fma(q, b);
        }
        a.add(c).intoArray(sums, lane);
        b.add(e).intoArray(sums, lane + LANES);
    }

    private static void dotOne(MemorySegment blocks, long offset, float[] query, int dims, float[] sums, int lane) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        int d = 0;
        for (; d <= dims - 2; d += 2) {
            long at = offset + (long) d * STRIDE;
            a = load(blocks, at).fma(FloatVector.broadcast(SPECIES, query[d]), a);
            b = load(blocks, at + STRIDE).fma(FloatVector.broadcast(SPECIES, query[d + 1]), b);
        }
        if (d < dims) {
            a = load(blocks, offset + (long) d * STRIDE).fma(FloatVector.broadcast(SPECIES, query[d]), a);
        }
        a.add(b).intoArray(sums, lane);
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

    private static FloatVector load(MemorySegment segment, long offset) {
        return FloatVector.fromMemorySegment(SPECIES, segment, offset, ORDER);
    }
}
