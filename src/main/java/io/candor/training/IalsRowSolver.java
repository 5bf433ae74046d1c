package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.CholeskySolver;
import io.candor.math.SymmetricUpdates;
import java.util.Arrays;

/**
 * Solves one row of one side while the other side F is fixed: the x that minimises
 *
 * <pre>Σ_{i ∈ I} wᵢ·(tᵢ − x·fᵢ)² + α₀·Σ_i (x·fᵢ)² + λ_row·‖x‖²,   λ_row = λ·(|I| + α₀·|F|)^ν</pre>
 *
 * (Rendle et al. 2021, equations 3 to 5 and 9; I the row's entries, |F| the number of rows of F; wᵢ the confidence in the
 * entry's value times its weight, tᵢ its target, which is 1 where nothing else was given). F is expected in a basis
 * in which its Gram matrix is diagonal, FᵀF = Λ; then M = α₀·Λ + λ_row·I is diagonal too, and the solution is
 *
 * <pre>
 * x = (M + F_Iᵀ·W·F_I)⁻¹·F_Iᵀ·W·t               d × d system, used when |I| ≥ d
 *   = M⁻¹·F_Iᵀ·(W⁻¹ + F_I·M⁻¹·F_Iᵀ)⁻¹·t         |I| × |I| system, the same x by the push-through identity
 * </pre>
 *
 * <p>The second form makes short rows, which are nearly all of them in a long-tailed data set, cheap. Both matrices are
 * positive definite with known lower bounds, so Cholesky does not fail on finite factors. Holds working memory; belongs to
 * one thread.
 */
final class IalsRowSolver {
    private final IalsParameters parameters;
    private final SparseRows feedback;
    private final float[] fixed;
    private final double[] eigenvalues;
    private final int dims;
    private final CholeskySolver cholesky;
    private final double[] system;
    private final double[] gathered;
    private final double[] weights;
    private final double[] diagonal;
    private final double[] solution;
    private final double[] row;

    /**
     * Creates a solver.
     *
     * @param feedback rows to solve for, columns are rows of {@code fixed}
     * @param fixed shape (feedback.columns × dims); read while solving
     * @param eigenvalues diagonal of its Gram matrix, dims values, not negative
     */
    IalsRowSolver(IalsParameters parameters, SparseRows feedback, float[] fixed, double[] eigenvalues) {
        this.parameters = parameters;
        this.feedback = feedback;
        this.fixed = fixed;
        this.eigenvalues = eigenvalues;
        this.dims = parameters.dims();
        this.cholesky = new CholeskySolver(dims);
        this.system = new double[dims * dims];
        this.gathered = new double[dims * dims];
        this.weights = new double[dims];
        this.diagonal = new double[dims];
        this.solution = new double[dims];
        this.row = new double[dims];
    }

    /**
     * Writes the solution of a row into {@code target[index·dims …]}, zeros when it has no entries.
     *
     * @return the value of the objective above at the rounded solution
     */
    double solve(int index, float[] target) {
        int n = feedback.length(index);
        int offset = index * dims;
        if (n == 0) {
            Arrays.fill(target, offset, offset + dims, 0);
            return 0;
        }
        double ridge = regularisation(parameters, n, feedback.columns());
        for (int k = 0; k < dims; k++) {
            diagonal[k] = parameters.alpha0() * eigenvalues[k] + ridge;
        }
        boolean solved = n < dims ? solveByEntries(index, n) : solveByDims(index);
        if (!solved) {
            throw new IllegalStateException(
                    "row " + index + " has no finite solution; lambda or sigma is out of scale");
        }
        for (int k = 0; k < dims; k++) {
            target[offset + k] = (float) solution[k];
        }
        return lossOf(index, target, offset);
    }

    static double regularisation(IalsParameters parameters, int entries, int otherSide) {
        return parameters.lambda() * Math.pow(entries + parameters.alpha0() * otherSide, parameters.nu());
    }

    private boolean solveByDims(int index) {
        Arrays.fill(system, 0, dims * dims, 0);
        Arrays.fill(solution, 0);
        for (int p = feedback.start(index); p < feedback.end(index); p++) {
            load(feedback.column(p));
            double weight = weight(p);
            SymmetricUpdates.addOuter(system, dims, row, 0, weight);
            for (int k = 0; k < dims; k++) {
                solution[k] += weight * feedback.target(p) * row[k];
            }
        }
        for (int k = 0; k < dims; k++) {
            system[k * dims + k] += diagonal[k];
        }
        return cholesky.solve(system, solution, dims);
    }

    private boolean solveByEntries(int index, int n) {
        int start = feedback.start(index);
        Arrays.fill(system, 0, n * n, 0);
        for (int j = 0; j < n; j++) {
            int from = feedback.column(start + j) * dims;
            for (int k = 0; k < dims; k++) {
                gathered[k * n + j] = fixed[from + k];
            }
            system[j * n + j] = 1 / weight(start + j);
            weights[j] = feedback.target(start + j);
        }
        for (int k = 0; k < dims; k++) {
            SymmetricUpdates.addOuter(system, n, gathered, k * n, 1 / diagonal[k]);
        }
        if (!cholesky.solve(system, weights, n)) {
            return false;
        }
        for (int k = 0; k < dims; k++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += gathered[k * n + j] * weights[j];
            }
            solution[k] = sum / diagonal[k];
        }
        return true;
    }

    private double lossOf(int index, float[] target, int offset) {
        double loss = 0;
        for (int k = 0; k < dims; k++) {
            double x = target[offset + k];
            solution[k] = x;
            loss += diagonal[k] * x * x;
        }
        for (int p = feedback.start(index); p < feedback.end(index); p++) {
            int from = feedback.column(p) * dims;
            double predicted = 0;
            for (int k = 0; k < dims; k++) {
                predicted += solution[k] * fixed[from + k];
            }
            double miss = feedback.target(p) - predicted;
            loss += weight(p) * miss * miss;
        }
        return loss;
    }

    private double weight(int position) {
        return feedback.weight(position) * parameters.confidence().weight(feedback.value(position), parameters.alpha());
    }

    private void load(int column) {
        for (int k = 0; k < dims; k++) {
            row[k] = fixed[column * dims + k];
        }
    }
}
