package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.SparseRows;
import io.candor.math.SymmetricEigen;
import java.util.Arrays;
import java.util.List;

/**
 * Nearest items: the score of i is Σ s_ij over the items j that interested the user and are among the nearest of i ({@link
 * ItemSimilarities}).
 *
 * <p>A bundle holds vectors, so the matrix S of the similarities is written as Q·(SᵀQ)ᵀ, Q an orthonormal basis of its range
 * in so many dimensions: an item's vector is its row of Q, a user's the sum of the rows of SᵀQ over his items. With as many
 * dimensions as S has rank that is exact; with fewer it keeps the directions that matter most.
 *
 * <p>Source: Halko, Martinsson, Tropp 2011, "Finding structure with randomness", algorithm 4.4 (subspace iteration). Differs:
 * orthonormalised through the eigenvectors of the Gram matrix.
 */
record KnnTrainer(KnnParameters parameters) implements Trainer {
    /** Directions whose squared length is below this share of the longest count as none. */
    private static final double NEGLIGIBLE = 1e-10;

    @Override
    public String algorithm() {
        return "itemknn";
    }

    @Override
    public ObjectNode hyperparameters() {
        return RecordSettings.toJson(parameters);
    }

    @Override
    public int epochs() {
        return 1;
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        int dims = Math.min(parameters.dims(), data.items());
        float[] basis = new float[Math.multiplyExact(data.items(), dims)];
        float[] users = new float[Math.multiplyExact(data.users(), dims)];
        return new Learning() {
            @Override
            public double epoch(int number) {
                SparseRows similarities = ItemSimilarities.of(data.interest(), parameters, workers);
                SparseRows transposed = similarities.transpose();
                float[] start = InitialFactors.normal(data.items(), dims, 1, parameters.seed());
                multiply(similarities, start, basis, dims, workers);
                orthonormalise(basis, dims, workers);
                float[] projected = new float[basis.length];
                for (int round = 0; round < parameters.power(); round++) {
                    multiply(transposed, basis, projected, dims, workers);
                    orthonormalise(projected, dims, workers);
                    multiply(similarities, projected, basis, dims, workers);
                    orthonormalise(basis, dims, workers);
                }
                multiply(transposed, basis, projected, dims, workers);
                sumRows(data.interest().byUser(), projected, users, dims, workers);
                return Double.NaN;
            }

            @Override
            public List<float[]> state() {
                return List.of(basis, users);
            }

            @Override
            public TrainedFactors factors(double loss) {
                return TrainedFactors.plain(KnnTrainer.this, users.clone(), basis.clone(), dims, loss);
            }
        };
    }

    private static void multiply(SparseRows matrix, float[] x, float[] product, int dims, RowWorkers workers) {
        sum(matrix, x, product, dims, workers, true);
    }

    private static void sumRows(SparseRows matrix, float[] x, float[] sums, int dims, RowWorkers workers) {
        sum(matrix, x, sums, dims, workers, false);
    }

    private static void sum(
            SparseRows matrix, float[] x, float[] target, int dims, RowWorkers workers, boolean weighted) {
        workers.forEachRow(matrix.rows(), () -> {
            double[] sums = new double[dims];
            return row -> {
                Arrays.fill(sums, 0);
                for (int p = matrix.start(row); p < matrix.end(row); p++) {
                    double factor = weighted ? matrix.value(p) : 1;
                    int from = matrix.column(p) * dims;
                    for (int k = 0; k < dims; k++) {
                        sums[k] += factor * x[from + k];
                    }
                }
                for (int k = 0; k < dims; k++) {
                    target[row * dims + k] = (float) sums[k];
                }
            };
        });
    }

    private static void orthonormalise(float[] rows, int dims, RowWorkers workers) {
        SymmetricEigen axes = SymmetricEigen.of(GramMatrix.of(rows, dims, workers), dims);
        double[] scale = new double[dims];
        for (int k = 0; k < dims; k++) {
            scale[k] = axes.value(k) > NEGLIGIBLE * axes.value(0) ? 1 / Math.sqrt(axes.value(k)) : 0;
        }
        workers.forEachRow(rows.length / dims, () -> {
            double[] rotated = new double[dims];
            return row -> {
                axes.rotate(rows, row * dims, rotated);
                for (int k = 0; k < dims; k++) {
                    rows[row * dims + k] = (float) (rotated[k] * scale[k]);
                }
            };
        });
    }
}
