package io.candor.training;

import io.candor.math.SymmetricUpdates;

/** FᵀF of factor rows, in double precision, summed in the same order whatever the number of threads. */
final class GramMatrix {
    /** The rows are summed in this many blocks, and the blocks in order; so the result does not depend on threads. */
    private static final int BLOCKS = 64;

    /** Rows that are added at a time. */
    private static final int TAKEN = 32;

    private GramMatrix() {}

    /**
     * Returns FᵀF, shape (dims × dims), row-major, both triangles.
     *
     * @param factors shape (rows × dims), row-major; not modified
     */
    static double[] of(float[] factors, int dims, RowWorkers workers) {
        int rows = factors.length / dims;
        double[][] partial = new double[BLOCKS][];
        workers.forEachPiece(BLOCKS, () -> {
            double[] rowsTaken = new double[TAKEN * dims];
            return block -> {
                int from = (int) ((long) rows * block / BLOCKS);
                int to = (int) ((long) rows * (block + 1) / BLOCKS);
                double[] sum = new double[dims * dims];
                for (int r = from; r < to; r += TAKEN) {
                    int count = Math.min(TAKEN, to - r);
                    for (int i = 0; i < count * dims; i++) {
                        rowsTaken[i] = factors[r * dims + i];
                    }
                    SymmetricUpdates.addOuters(sum, dims, rowsTaken, count);
                }
                partial[block] = sum;
            };
        });
        double[] gram = new double[dims * dims];
        for (double[] sum : partial) {
            for (int i = 0; i < gram.length; i++) {
                gram[i] += sum[i];
            }
        }
        SymmetricUpdates.mirror(gram, dims);
        return gram;
    }
}
