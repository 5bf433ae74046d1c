package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The rows of a model as the scan reads them: in {@link ScanOrder}, coded in blocks of 16, with what coding lost as one norm a block. The
 * last block is filled with zero rows whose ordinal is −1. On the heap, a little more than a quarter of what the factors take. Immutable
 * and thread-safe.
 */
final class ExactStore {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int rows;
    private final int[] ordinals;
    private final float[] norms;
    private final CodedBlocks coded;
    private final float[] losses;
    private final BlockCentres centres;
    private final float[] largest;
    private final float[] largestFrom;

    /**
     * Creates one over given arrays, which are retained.
     *
     * @param rows real rows, without the filling
     * @param ordinals the row of the model at each position
     * @param norms norm at each position, rounded up
     * @param coded the rows
     * @param losses largest norm of row − what its codes stand for, by block, rounded up
     * @param centres of the blocks
     */
    ExactStore(int rows, int[] ordinals, float[] norms, CodedBlocks coded, float[] losses, BlockCentres centres) {
        this.rows = rows;
        this.ordinals = ordinals;
        this.norms = norms;
        this.coded = coded;
        this.losses = losses;
        this.centres = centres;
        this.largest = new float[coded.blocks()];
        this.largestFrom = new float[coded.blocks()];
        boundNorms();
    }

    private void boundNorms() {
        float most = 0;
        for (int block = largest.length - 1; block >= 0; block--) {
            for (int p = block * CodeKernels.ROWS; p < (block + 1) * CodeKernels.ROWS; p++) {
                largest[block] = Math.max(largest[block], norms[p]);
            }
            most = Math.max(most, largest[block]);
            largestFrom[block] = most;
        }
    }

    /**
     * Computes the store of {@code items}.
     *
     * @param order a {@link ScanOrder} of them
     */
    static ExactStore of(FactorMatrix items, int[] order) {
        int[] ordinals = Arrays.copyOf(order, CodedBlocks.blocks(order.length) * CodeKernels.ROWS);
        Arrays.fill(ordinals, order.length, ordinals.length, -1);
        CodedBlocks coded = CodedBlocks.of(order.length, items.dims());
        float[] norms = new float[ordinals.length];
        float[] losses = new float[coded.blocks()];
        for (int block = 0; block < coded.blocks(); block++) {
            losses[block] = encode(items, ordinals, block, coded, norms);
        }
        return new ExactStore(order.length, ordinals, norms, coded, losses, BlockCentres.of(items, ordinals));
    }

    /** Codes a block and notes the norms of its rows; returns what coding lost. */
    private static float encode(FactorMatrix items, int[] ordinals, int block, CodedBlocks coded, float[] norms) {
        int dims = items.dims();
        int first = block * CodeKernels.ROWS;
        int count = Math.min(CodeKernels.ROWS, items.rows() - first);
        float[] rows = new float[count * dims];
        double[] decoded = new double[count * dims];
        for (int i = 0; i < count; i++) {
            items.copyRow(ordinals[first + i], rows, i * dims);
        }
        for (int i = 0; i < rows.length; i++) {
            decoded[i] = rows[i];
        }
        coded.encode(block, decoded, count);
        double most = 0;
        for (int i = 0; i < count; i++) {
            double squares = 0;
            double lost = 0;
            for (int d = i * dims; d < (i + 1) * dims; d++) {
                squares += (double) rows[d] * rows[d];
                lost += (rows[d] - decoded[d]) * (rows[d] - decoded[d]);
            }
            norms[first + i] = Math.nextUp((float) Math.sqrt(squares));
            most = Math.max(most, lost);
        }
        return Math.nextUp((float) Math.sqrt(most));
    }

    int rows() {
        return rows;
    }

    int dims() {
        return coded.dims();
    }

    int blocks() {
        return coded.blocks();
    }

    int[] ordinals() {
        return ordinals;
    }

    float[] norms() {
        return norms;
    }

    /** Returns the largest norm in a block. */
    float largest(int block) {
        return largest[block];
    }

    /** Returns the largest norm in a block and all after it. */
    float largestFrom(int block) {
        return largestFrom[block];
    }

    CodedBlocks coded() {
        return coded;
    }

    float[] losses() {
        return losses;
    }

    BlockCentres centres() {
        return centres;
    }
}
