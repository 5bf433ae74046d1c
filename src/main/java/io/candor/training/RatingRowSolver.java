package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.CholeskySolver;
import io.candor.math.SymmetricUpdates;
import java.util.Arrays;

/**
 * Solves factors x and bias b of one row of ratings while the other side F, c is fixed: those that minimise
 *
 * <pre>Σ_{i ∈ I} wᵢ·(rᵢ − mean − cᵢ − b − x·fᵢ)² + n^ν·(λ·‖x‖² + λ_b·b²)</pre>
 *
 * over its n ratings, by the normal equations of (x, b) with the features (fᵢ, 1). A row without ratings is zero. Holds
 * working memory; belongs to one thread.
 */
final class RatingRowSolver {
    private static final double LEAST_RIDGE = 1e-9;

    private final MfParameters parameters;
    private final SparseRows ratings;
    private final float[] fixed;
    private final float[] fixedBias;
    private final float mean;
    private final int dims;
    private final CholeskySolver cholesky;
    private final double[] system;
    private final double[] solution;
    private final double[] features;

    RatingRowSolver(MfParameters parameters, SparseRows ratings, float[] fixed, float[] fixedBias, float mean) {
        this.parameters = parameters;
        this.ratings = ratings;
        this.fixed = fixed;
        this.fixedBias = fixedBias;
        this.mean = mean;
        this.dims = parameters.sgd().dims();
        this.cholesky = new CholeskySolver(dims + 1);
        this.system = new double[(dims + 1) * (dims + 1)];
        this.solution = new double[dims + 1];
        this.features = new double[dims + 1];
    }

    /** Writes the solution of a row; returns the sum of its weighted squared errors. */
    double solve(int row, float[] factors, float[] bias) {
        Arrays.fill(solution, 0);
        if (ratings.length(row) > 0) {
            accumulate(row);
            if (!cholesky.solve(system, solution, dims + 1)) {
                throw new IllegalStateException("row " + row + " has no finite solution; lambda is out of scale");
            }
        }
        for (int k = 0; k < dims; k++) {
            factors[row * dims + k] = (float) solution[k];
        }
        bias[row] = (float) solution[dims];
        return lossOf(row);
    }

    private void accumulate(int row) {
        Arrays.fill(system, 0);
        for (int p = ratings.start(row); p < ratings.end(row); p++) {
            load(ratings.column(p));
            SymmetricUpdates.addOuter(system, dims + 1, features, 0, ratings.weight(p));
            double left = ratings.weight(p) * (ratings.value(p) - mean - fixedBias[ratings.column(p)]);
            for (int k = 0; k <= dims; k++) {
                solution[k] += left * features[k];
            }
        }
        double scale = Math.pow(ratings.length(row), parameters.nu());
        double ridge = Math.max(LEAST_RIDGE, scale * parameters.sgd().lambda());
        for (int k = 0; k < dims; k++) {
            system[k * (dims + 1) + k] += ridge;
        }
        system[dims * (dims + 1) + dims] +=
                Math.max(LEAST_RIDGE, scale * parameters.sgd().biasLambda());
    }

    private double lossOf(int row) {
        double loss = 0;
        for (int p = ratings.start(row); p < ratings.end(row); p++) {
            load(ratings.column(p));
            double predicted = mean + fixedBias[ratings.column(p)];
            for (int k = 0; k <= dims; k++) {
                predicted += solution[k] * features[k];
            }
            loss += ratings.weight(p) * (ratings.value(p) - predicted) * (ratings.value(p) - predicted);
        }
        return loss;
    }

    private void load(int column) {
        for (int k = 0; k < dims; k++) {
            features[k] = fixed[column * dims + k];
        }
        features[dims] = 1;
    }
}
