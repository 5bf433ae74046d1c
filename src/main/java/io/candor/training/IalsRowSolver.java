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
 * <p>Systems are filled up to {@link SymmetricUpdates#wholeTiles} with unknowns that are 0. The second form makes short rows, which
 * are nearly all of them in a long-tailed data set, cheap. Both matrices are
 * positive definite with known lower bounds, so Cholesky does not fail on finite factors. Holds working memory; belongs to
 * one thread.
 */
final class IalsRowSolver {
    /** Entries of a long row whose features are gathered at a time. */
    private static final int TAKEN = 64;

    private final IalsParameters parameters;
    private final SparseRows feedback;
    private final float[] fixed;
    private final double[] eigenvalues;
    private final int dims;

    /** Length of a row of the system by dimensions: {@code dims} and zeros. */
    private final int width;

    private final CholeskySolver cholesky;
    private final double[] system;
    private final double[] gathered;
    private final double[] diagonal;
    private final double[] right;
    private final double[] solution;

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
        this.width = SymmetricUpdates.wholeTiles(dims);
        this.cholesky = new CholeskySolver(width);
        this.system = new double[width * width];
        this.gathered = new double[Math.max(TAKEN, dims) * width];
        this.diagonal = new double[dims];
        this.right = new double[width];
        this.solution = new double[width];
    }

    /**
     * Writes the solution of a row into {@code target[index·dims …]}, zeros when it has no entries.
     *
     * @return the value of the objective above at the solution
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
        double loss = n < dims ? solveByEntries(index, n) : solveByDims(index);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException(
                    "row " + index + " has no finite solution; lambda or sigma is out of scale");
        }
        for (int k = 0; k < dims; k++) {
            target[offset + k] = (float) solution[k];
        }
        return loss;
    }

    static double regularisation(IalsParameters parameters, int entries, int otherSide) {
        return parameters.lambda() * Math.pow(entries + parameters.alpha0() * otherSide, parameters.nu());
    }

    /** Returns Σ w·t² − x·F_Iᵀ·W·t, which is the objective at its minimum; NaN when there is no solution. */
    private double solveByDims(int index) {
        Arrays.fill(system, 0);
        Arrays.fill(right, 0);
        double loss = 0;
        int end = feedback.end(index);
        for (int from = feedback.start(index); from < end; from += TAKEN) {
            int count = Math.min(TAKEN, end - from);
            for (int j = 0; j < count; j++) {
                loss += load(from + j, j);
            }
            SymmetricUpdates.addOuters(system, width, gathered, count);
        }
        for (int k = 0; k < width; k++) {
            system[k * width + k] += k < dims ? diagonal[k] : 1;
            solution[k] = right[k];
        }
        if (!cholesky.solve(system, solution, width)) {
            return Double.NaN;
        }
        for (int k = 0; k < dims; k++) {
            loss -= right[k] * solution[k];
        }
        return loss;
    }

    /** As {@link #solveByDims}: with z = (W⁻¹ + F_I·M⁻¹·F_Iᵀ)⁻¹·t the minimum is t·z. */
    private double solveByEntries(int index, int n) {
        int start = feedback.start(index);
        int size = SymmetricUpdates.wholeTiles(n);
        Arrays.fill(system, 0, size * size, 0);
        Arrays.fill(gathered, 0, dims * size, 0);
        for (int j = 0; j < n; j++) {
            int from = feedback.column(start + j) * dims;
            for (int k = 0; k < dims; k++) {
                gathered[k * size + j] = fixed[from + k];
            }
            right[j] = feedback.target(start + j);
        }
        for (int k = 0; k < dims; k++) {
            double root = 1 / Math.sqrt(diagonal[k]);
            for (int j = 0; j < n; j++) {
                gathered[k * size + j] *= root;
            }
        }
        SymmetricUpdates.addOuters(system, size, gathered, dims);
        for (int j = 0; j < size; j++) {
            system[j * size + j] += j < n ? 1 / weight(start + j) : 1;
        }
        Arrays.fill(right, n, size, 0);
        if (!cholesky.solve(system, right, size)) {
            return Double.NaN;
        }
        for (int k = 0; k < dims; k++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += gathered[k * size + j] * right[j];
            }
            solution[k] = sum / Math.sqrt(diagonal[k]);
        }
        double loss = 0;
        for (int j = 0; j < n; j++) {
            loss += feedback.target(start + j) * right[j];
        }
        return loss;
    }

    private double weight(int position) {
        return feedback.weight(position) * parameters.confidence().weight(feedback.value(position), parameters.alpha());
    }

    /** Takes √w times the features of an entry as row j of those gathered, and its part of the right side; returns w·t². */
    private double load(int position, int j) {
        double weight = weight(position);
        double target = feedback.target(position);
        double root = Math.sqrt(weight);
        double pull = weight * target;
        int from = feedback.column(position) * dims;
        int to = j * width;
        for (int k = 0; k < dims; k++) {
            double feature = fixed[from + k];
            gathered[to + k] = root * feature;
            right[k] += pull * feature;
        }
        Arrays.fill(gathered, to + dims, to + width, 0);
        return pull * target;
    }
}
