package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The rows of a model as the exact scan reads them: by falling norm, in blocks of 16, one byte a value.
 *
 * <p>Position p is the p-th largest norm. Within a block every value x is kept as the nearest whole number of steps; the step is
 * the block's largest |x| / {@value CodeKernels#MAX_ROW_CODE}, and what rounding did is kept as one norm a block. The last block
 * is filled with zero rows whose ordinal is −1. On the heap, a quarter of what the factors take. Immutable and thread-safe.
 */
final class ExactStore {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Blocks in one array of codes; 2³¹ bytes would be reached with 8,192 dimensions. */
    static final int CHUNK_BLOCKS = 1 << 14;

    private final int rows;
    private final int dims;
    private final int[] ordinals;
    private final float[] norms;
    private final float[] steps;
    private final float[] losses;
    private final byte[][] codes;

    /**
     * Creates one over given arrays, which are retained.
     *
     * @param rows real rows, without the filling
     * @param ordinals the row of the model at each position
     * @param norms norm at each position, rounded up, not rising
     * @param steps what a code of 1 stands for in each block, positive
     * @param losses largest norm of row − step × codes in each block, rounded up
     * @param codes {@link #newCodes}, filled as {@link CodeKernels} reads them
     */
    ExactStore(int rows, int dims, int[] ordinals, float[] norms, float[] steps, float[] losses, byte[][] codes) {
        this.rows = rows;
        this.dims = dims;
        this.ordinals = ordinals;
        this.norms = norms;
        this.steps = steps;
        this.losses = losses;
        this.codes = codes;
    }

    /** Returns how many blocks hold this number of rows. */
    static int blocks(int rows) {
        return Math.ceilDiv(rows, CodeKernels.ROWS);
    }

    /** Returns room for the codes of a number of blocks: arrays of {@value #CHUNK_BLOCKS} blocks, the last of what is left. */
    static byte[][] newCodes(int blocks, int dims) {
        byte[][] codes = new byte[Math.ceilDiv(blocks, CHUNK_BLOCKS)][];
        for (int i = 0; i < codes.length; i++) {
            int count = Math.min(CHUNK_BLOCKS, blocks - i * CHUNK_BLOCKS);
            codes[i] = new byte[Math.multiplyExact(count, CodeKernels.blockBytes(dims))];
        }
        return codes;
    }

    /** Computes the store of {@code items}. */
    static ExactStore of(FactorMatrix items) {
        int dims = items.dims();
        int blocks = blocks(items.rows());
        ExactStore store = new ExactStore(
                items.rows(),
                dims,
                new int[blocks * CodeKernels.ROWS],
                new float[blocks * CodeKernels.ROWS],
                new float[blocks],
                new float[blocks],
                newCodes(blocks, dims));
        int[] byNorm = FloatOrder.descending(normsOf(items));
        float[] sixteen = new float[CodeKernels.ROWS * dims];
        for (int block = 0; block < blocks; block++) {
            store.fill(block, items, byNorm, sixteen);
        }
        makeFalling(store.norms, store.rows);
        return store;
    }

    private void fill(int block, FactorMatrix items, int[] byNorm, float[] sixteen) {
        float largest = 0;
        for (int row = 0; row < CodeKernels.ROWS; row++) {
            int position = block * CodeKernels.ROWS + row;
            ordinals[position] = position < rows ? byNorm[position] : -1;
            if (position < rows) {
                items.copyRow(byNorm[position], sixteen, row * dims);
                for (int d = row * dims; d < (row + 1) * dims; d++) {
                    largest = Math.max(largest, Math.abs(sixteen[d]));
                }
            }
        }
        steps[block] = largest == 0 ? 1 : Math.nextUp(largest / CodeKernels.MAX_ROW_CODE);
        for (int row = 0; row < CodeKernels.ROWS && block * CodeKernels.ROWS + row < rows; row++) {
            encode(block, row, sixteen);
        }
    }

    private void encode(int block, int row, float[] sixteen) {
        double squares = 0;
        double lost = 0;
        for (int d = 0; d < dims; d++) {
            float value = sixteen[row * dims + d];
            int code = (int) Math.round((double) value / steps[block]);
            codes(block)[offsetOf(block) + CodeKernels.byteOf(row, d)] = (byte) code;
            double rest = value - (double) steps[block] * code;
            squares += (double) value * value;
            lost += rest * rest;
        }
        norms[block * CodeKernels.ROWS + row] = Math.nextUp((float) Math.sqrt(squares));
        losses[block] = Math.max(losses[block], Math.nextUp((float) Math.sqrt(lost)));
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

    int rows() {
        return rows;
    }

    int dims() {
        return dims;
    }

    int[] ordinals() {
        return ordinals;
    }

    float[] norms() {
        return norms;
    }

    float[] steps() {
        return steps;
    }

    float[] losses() {
        return losses;
    }

    byte[][] codes() {
        return codes;
    }

    /** Returns the array that holds a block. */
    byte[] codes(int block) {
        return codes[block / CHUNK_BLOCKS];
    }

    /** Returns where a block begins in the array that holds it. */
    int offsetOf(int block) {
        return block % CHUNK_BLOCKS * CodeKernels.blockBytes(dims);
    }
}
