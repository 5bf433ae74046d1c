package io.candor.model;

import io.candor.math.FactorMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * YᵀY of a factor matrix in double precision.
 *
 * <p>Rows are summed in a fixed number of blocks, on all cores, and the blocks added in order, so that the result does not
 * depend on the number of cores.
 */
final class Gram {
    private static final int BLOCKS = 16;

    private Gram() {}

    /** Returns YᵀY, shape (dims × dims), row-major. */
    static double[] of(FactorMatrix factors) {
        int dims = factors.dims();
        double[][] partial = IntStream.range(0, BLOCKS)
                .parallel()
                .mapToObj(block -> upperTriangle(factors, bound(factors, block), bound(factors, block + 1)))
                .toArray(double[][]::new);
        double[] sum = new double[dims * dims];
        for (double[] part : partial) {
            Arrays.setAll(sum, i -> sum[i] + part[i]);
        }
        for (int i = 0; i < dims; i++) {
            for (int j = 0; j < i; j++) {
                sum[i * dims + j] = sum[j * dims + i];
            }
        }
        return sum;
    }

    private static int bound(FactorMatrix factors, int block) {
        return (int) ((long) factors.rows() * block / BLOCKS);
    }

    private static double[] upperTriangle(FactorMatrix factors, int from, int until) {
        int dims = factors.dims();
        float[] row = new float[dims];
        double[] sum = new double[dims * dims];
        for (int r = from; r < until; r++) {
            factors.copyRow(r, row, 0);
            for (int i = 0; i < dims; i++) {
                double x = row[i];
                for (int j = i; j < dims; j++) {
                    sum[i * dims + j] += x * row[j];
                }
            }
        }
        return sum;
    }
}
