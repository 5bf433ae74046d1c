package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Factors for tests, and the search that is too simple to be wrong. */
final class Factors {
    private Factors() {}

    /** Returns clustered rows whose norms are log-normal with the given spread (0: near-equal norms). */
    static FactorMatrix clustered(int rows, int dims, double spread, RandomGenerator random) {
        int clusters = Math.max(1, rows / 50);
        double[][] centres = new double[clusters][dims];
        for (double[] centre : centres) {
            for (int d = 0; d < dims; d++) {
                centre[d] = random.nextGaussian();
            }
        }
        float[] flat = new float[rows * dims];
        for (int r = 0; r < rows; r++) {
            double[] centre = centres[random.nextInt(clusters)];
            double norm = Math.exp(spread * random.nextGaussian());
            for (int d = 0; d < dims; d++) {
                double value = centre[d] + 0.7 * random.nextGaussian();
                flat[r * dims + d] = (float) (value * norm / Math.sqrt(1.49 * dims));
            }
        }
        return FactorMatrix.ofRows(flat, dims);
    }

    static float[] row(FactorMatrix rows, int row) {
        float[] values = new float[rows.dims()];
        rows.copyRow(row, values, 0);
        return values;
    }

    static TopK bruteForce(FactorMatrix items, float[] query, @Nullable Bits allowed, int k) {
        TopK best = new TopK(k);
        for (int i = 0; i < items.rows(); i++) {
            if (allowed == null || allowed.get(i)) {
                best.offer(i, items.dot(i, query, 0));
            }
        }
        best.sort();
        return best;
    }
}
