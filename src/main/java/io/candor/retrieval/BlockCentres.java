package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;

/**
 * The centre of every block of rows: the mean of the rows, coded as rows are, 16 centres a block of their own; and how far a row of the
 * block is from it at most. What a centre loses by coding is part of that distance. Immutable, thread-safe.
 */
final class BlockCentres {
    private final CodedBlocks coded;
    private final float[] radii;

    /**
     * Creates them over given arrays, which are retained.
     *
     * @param coded the centres
     * @param radii by block of rows, rounded up
     */
    BlockCentres(CodedBlocks coded, float[] radii) {
        this.coded = coded;
        this.radii = radii;
    }

    /** @param ordinals the row of each position, −1 for those that fill the last block */
    static BlockCentres of(FactorMatrix items, int[] ordinals) {
        int blocks = ordinals.length / CodeKernels.ROWS;
        int dims = items.dims();
        BlockCentres centres = new BlockCentres(CodedBlocks.of(blocks, dims), new float[blocks]);
        double[] means = new double[CodeKernels.ROWS * dims];
        float[] row = new float[dims];
        for (int first = 0; first < blocks; first += CodeKernels.ROWS) {
            int count = Math.min(CodeKernels.ROWS, blocks - first);
            for (int i = 0; i < count; i++) {
                mean(items, ordinals, first + i, row, means, i * dims);
            }
            centres.coded.encode(first / CodeKernels.ROWS, means, count);
            for (int i = 0; i < count; i++) {
                centres.radii[first + i] = radius(items, ordinals, first + i, row, means, i * dims);
            }
        }
        return centres;
    }

    private static void mean(FactorMatrix items, int[] ordinals, int block, float[] row, double[] means, int at) {
        int rows = rows(ordinals, block);
        for (int d = 0; d < row.length; d++) {
            means[at + d] = 0;
        }
        for (int i = 0; i < rows; i++) {
            items.copyRow(ordinals[block * CodeKernels.ROWS + i], row, 0);
            for (int d = 0; d < row.length; d++) {
                means[at + d] += row[d] / (double) rows;
            }
        }
    }

    private static float radius(FactorMatrix items, int[] ordinals, int block, float[] row, double[] centres, int at) {
        double most = 0;
        for (int i = rows(ordinals, block) - 1; i >= 0; i--) {
            items.copyRow(ordinals[block * CodeKernels.ROWS + i], row, 0);
            double squares = 0;
            for (int d = 0; d < row.length; d++) {
                double rest = row[d] - centres[at + d];
                squares += rest * rest;
            }
            most = Math.max(most, squares);
        }
        return Math.nextUp((float) Math.sqrt(most));
    }

    private static int rows(int[] ordinals, int block) {
        int rows = 0;
        while (rows < CodeKernels.ROWS && ordinals[block * CodeKernels.ROWS + rows] >= 0) {
            rows++;
        }
        return rows;
    }

    CodedBlocks coded() {
        return coded;
    }

    /** Returns how far a row is from the centre at most, by block of rows. */
    float[] radii() {
        return radii;
    }
}
