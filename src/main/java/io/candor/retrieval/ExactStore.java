package io.candor.retrieval;

import io.candor.math.BlockKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import io.candor.math.Rotation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The rows of a model as the exact scan reads them: by falling norm, in rotated coordinates, in blocks of 16.
 *
 * <p>Position p is the p-th largest norm. The last block is filled with zero rows whose ordinal is −1. Immutable and
 * thread-safe; lives as long as the arena of its segments.
 */
final class ExactStore {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ALIGNMENT = 64;

    private final int rows;
    private final int dims;
    private final int cut;
    private final Rotation rotation;
    private final int[] ordinals;
    private final float[] norms;
    private final MemorySegment rests;
    private final MemorySegment blocks;

    /**
     * Creates one over given memory; arrays and segments are retained.
     *
     * @param rows real rows, without the filling
     * @param cut dimensions after which a block may be left early, a multiple of 4; 0 when that does not pay
     * @param rotation from the model's coordinates to those of the blocks
     * @param ordinals the row of the model at each position
     * @param norms norm at each position, rounded up, not rising
     * @param rests norm of the dimensions from {@code cut} on at each position, rounded up, little-endian float32
     * @param blocks as {@link BlockKernels} reads them
     */
    ExactStore(
            int rows,
            int cut,
            Rotation rotation,
            int[] ordinals,
            float[] norms,
            MemorySegment rests,
            MemorySegment blocks) {
        this.rows = rows;
        this.dims = rotation.dims();
        this.cut = cut;
        this.rotation = rotation;
        this.ordinals = ordinals;
        this.norms = norms;
        this.rests = rests;
        this.blocks = blocks;
    }

    /** Returns how many positions whole blocks have for this number of rows. */
    static int padded(int rows) {
        return Math.ceilDiv(rows, BlockKernels.ROWS) * BlockKernels.ROWS;
    }

    /**
     * Computes the store of {@code items} into memory of {@code arena}.
     *
     * @param cut see the constructor; the coordinates are rotated only when it is not 0
     */
    static ExactStore of(FactorMatrix items, int cut, Arena arena) {
        int rows = items.rows();
        int dims = items.dims();
        if (cut < 0 || cut >= dims || cut % 4 != 0) {
            throw new IllegalArgumentException("cut must be a multiple of 4 below " + dims + ", was " + cut);
        }
        int padded = padded(rows);
        Rotation rotation = cut == 0 ? Rotation.identity(dims) : Rotation.principal(items);
        int[] byNorm = FloatOrder.descending(normsOf(items));
        int[] ordinals = new int[padded];
        float[] norms = new float[padded];
        MemorySegment rests = arena.allocate((long) padded * Float.BYTES, ALIGNMENT);
        MemorySegment blocks = arena.allocate((long) padded * dims * Float.BYTES, ALIGNMENT);
        float[] row = new float[dims];
        float[] rotated = new float[dims];
        for (int p = 0; p < padded; p++) {
            if (p >= rows) {
                ordinals[p] = -1;
                continue;
            }
            ordinals[p] = byNorm[p];
            items.copyRow(byNorm[p], row, 0);
            rotation.apply(row, rotated);
            norms[p] = Math.max(normFrom(row, 0), normFrom(rotated, 0));
            rests.set(FLOAT, (long) p * Float.BYTES, normFrom(rotated, cut));
            put(blocks, p, rotated);
        }
        makeFalling(norms, rows);
        return new ExactStore(rows, cut, rotation, ordinals, norms, rests, blocks);
    }

    /** Returns the same rows with another cut; this store must be rotated, as it is for any cut but 0. */
    ExactStore withCut(int other, Arena arena) {
        MemorySegment otherRests = arena.allocate(rests.byteSize(), ALIGNMENT);
        float[] row = new float[dims];
        for (int p = 0; p < rows; p++) {
            long lane = offsetOf(p - p % BlockKernels.ROWS) + (long) (p % BlockKernels.ROWS) * Float.BYTES;
            for (int d = 0; d < dims; d++) {
                row[d] = blocks.get(FLOAT, lane + (long) d * BlockKernels.STRIDE);
            }
            otherRests.set(FLOAT, (long) p * Float.BYTES, normFrom(row, other));
        }
        return new ExactStore(rows, other, rotation, ordinals, norms, otherRests, blocks);
    }

    /** Rounding may have left a norm above the one before it by a last digit. */
    private static void makeFalling(float[] norms, int rows) {
        for (int p = rows - 2; p >= 0; p--) {
            norms[p] = Math.max(norms[p], norms[p + 1]);
        }
    }

    private static float[] normsOf(FactorMatrix items) {
        float[] norms = new float[items.rows()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = items.norm(i);
        }
        return norms;
    }

    private static float normFrom(float[] row, int from) {
        double sum = 0;
        for (int d = from; d < row.length; d++) {
            sum += (double) row[d] * row[d];
        }
        return Math.nextUp((float) Math.sqrt(sum));
    }

    private static void put(MemorySegment blocks, int position, float[] row) {
        long block = (long) (position / BlockKernels.ROWS) * row.length * BlockKernels.STRIDE;
        long lane = (long) (position % BlockKernels.ROWS) * Float.BYTES;
        for (int d = 0; d < row.length; d++) {
            blocks.set(FLOAT, block + (long) d * BlockKernels.STRIDE + lane, row[d]);
        }
    }

    int rows() {
        return rows;
    }

    int dims() {
        return dims;
    }

    int cut() {
        return cut;
    }

    Rotation rotation() {
        return rotation;
    }

    int[] ordinals() {
        return ordinals;
    }

    float[] norms() {
        return norms;
    }

    MemorySegment rests() {
        return rests;
    }

    MemorySegment blocks() {
        return blocks;
    }

    /** Returns where the block begins that holds {@code position}, a multiple of 16. */
    long offsetOf(int position) {
        return (long) position * dims * Float.BYTES;
    }

    /** Returns an upper bound of the norm of a query's dimensions from the cut on. */
    float restOf(float[] rotatedQuery) {
        return normFrom(rotatedQuery, cut);
    }
}
