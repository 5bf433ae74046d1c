package io.candor.profile;

import io.candor.math.CholeskySolver;
import io.candor.math.SymmetricUpdates;
import java.util.Arrays;

/**
 * Computes a user vector from evidence while the item factors Y stay: the x that minimises
 *
 * <pre>Σ_{i ∈ I} wᵢ·(pᵢ − x·yᵢ)² + α₀·Σ_i ((x − x₀)·yᵢ)² + λₙ·‖x − x₀‖²,   λₙ = λ·(n + α₀·items)^ν</pre>
 *
 * where I are the n items with evidence of strength rᵢ, wᵢ = w(|rᵢ|) ({@link FoldInParameters.Weighting}), pᵢ = 1 for rᵢ &gt;
 * 0 and 0 for rᵢ &lt; 0, and x₀ is the prior mean: the trained vector, or zeros. Setting the gradient to zero, with x = x₀ +
 * δ and the residuals tᵢ = pᵢ − x₀·yᵢ,
 *
 * <pre>
 * (M + Y_IᵀWY_I)·δ = Y_IᵀW·t,    M = α₀·YᵀY + λₙ·I               d × d system
 * δ = M⁻¹Y_Iᵀ·(W⁻¹ + Y_I·M⁻¹·Y_Iᵀ)⁻¹·t                           n × n system, by the push-through identity
 * </pre>
 *
 * The second form is used while n is below 0.3·d, where it is the faster one, in the basis in which M is diagonal. With x₀ = 0 these are the normal
 * equations by which {@code ials} trains user vectors, x = (α₀YᵀY + Y_IᵀWY_I + λₙI)⁻¹Y_IᵀWp; the classic ones, x = (YᵀY +
 * Yᵀ(C−I)Y + λI)⁻¹YᵀCp, differ only in that there an item with evidence does not count among the unobserved too, so that C −
 * I stands for W. With x₀ ≠ 0 the scores of a trained vector are what unobserved items are held to, and evidence it was
 * trained on changes little, its residuals being small.
 *
 * <p>Source: Hu, Koren, Volinsky 2008, section 4; Rendle et al. 2021, equations 3 to 5. Differs: the prior mean, and negative
 * evidence.
 *
 * <p>Holds working memory for the largest model met, after which nothing is allocated; belongs to one thread.
 */
public final class FoldIn {
    /** The n × n system is used while n is below this share of dims. */
    private static final double ENTRIES_SHARE = 0.3;

    private final int maxEvidence;
    private final double entriesShare;
    private int reserved;
    private CholeskySolver cholesky;
    private double[] system = {};
    private double[] gathered = {};
    private double[] row = {};
    private double[] solution = {};
    private double[] diagonal = {};
    private final double[] weights;
    private final double[] residuals;

    /** Creates one for evidence of at most so many items, at least 1. */
    public FoldIn(int maxEvidence) {
        this(maxEvidence, ENTRIES_SHARE);
    }

    /** Creates one that changes between the systems elsewhere; a share is 0 to 1. */
    FoldIn(int maxEvidence, double entriesShare) {
        if (maxEvidence < 1) {
            throw new IllegalArgumentException("maxEvidence must be at least 1, was " + maxEvidence);
        }
        this.maxEvidence = maxEvidence;
        this.entriesShare = entriesShare;
        this.cholesky = new CholeskySolver(1);
        this.weights = new double[maxEvidence];
        this.residuals = new double[maxEvidence];
    }

    /**
     * Folds evidence in.
     *
     * @param vectors of the items, shape (n × dims), row-major; not modified
     * @param strengths n values, finite; those of 0 say nothing; not modified
     * @param n number of items, 0 to the bound
     * @param x dims values from {@code offset} on: the prior mean, zeros for none; overwritten by the user vector
     * @return false when there is no finite solution, for factors out of scale; then {@code x} is unchanged
     */
    public boolean solve(FoldInModel model, float[] vectors, double[] strengths, int n, float[] x, int offset) {
        if (n < 0 || n > maxEvidence) {
            throw new IllegalArgumentException("n must be 0 to " + maxEvidence + ", was " + n);
        }
        int dims = model.dims();
        reserve(dims);
        int telling = residuals(model, vectors, strengths, n, x, offset);
        if (telling == 0) {
            return true;
        }
        double ridge = model.ridge(telling);
        boolean solved = telling < entriesShare * dims
                ? solveByEntries(model, vectors, n, telling, ridge)
                : solveByDims(model, vectors, n, ridge);
        if (!solved) {
            return false;
        }
        for (int k = 0; k < dims; k++) {
            if (!Float.isFinite((float) (x[offset + k] + solution[k]))) {
                return false;
            }
        }
        for (int k = 0; k < dims; k++) {
            x[offset + k] = (float) (x[offset + k] + solution[k]);
        }
        return true;
    }

    /** Sets weights and residuals; returns how many weights are not 0. */
    private int residuals(FoldInModel model, float[] vectors, double[] strengths, int n, float[] x, int offset) {
        int dims = model.dims();
        int telling = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = model.parameters().weight(strengths[i]);
            telling += weights[i] == 0 ? 0 : 1;
            double predicted = 0;
            for (int k = 0; k < dims; k++) {
                predicted += (double) vectors[i * dims + k] * x[offset + k];
            }
            residuals[i] = (strengths[i] > 0 ? 1 : 0) - predicted;
        }
        return telling;
    }

    private boolean solveByDims(FoldInModel model, float[] vectors, int n, double ridge) {
        int dims = model.dims();
        model.copyUnobserved(system);
        Arrays.fill(solution, 0, dims, 0);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < dims; k++) {
                row[k] = vectors[i * dims + k];
                solution[k] += weights[i] * residuals[i] * row[k];
            }
            SymmetricUpdates.addOuter(system, dims, row, 0, weights[i]);
        }
        for (int k = 0; k < dims; k++) {
            system[k * dims + k] += ridge;
        }
        return cholesky.solve(system, solution, dims);
    }

    private boolean solveByEntries(FoldInModel model, float[] vectors, int n, int telling, double ridge) {
        int dims = model.dims();
        gather(model, vectors, n, telling);
        Arrays.fill(system, 0, telling * telling, 0);
        for (int j = 0; j < telling; j++) {
            system[j * telling + j] = 1 / weights[j];
        }
        for (int k = 0; k < dims; k++) {
            diagonal[k] = model.parameters().alpha0() * Math.max(model.axes().value(k), 0) + ridge;
            SymmetricUpdates.addOuter(system, telling, gathered, k * telling, 1 / diagonal[k]);
        }
        if (!cholesky.solve(system, residuals, telling)) {
            return false;
        }
        for (int k = 0; k < dims; k++) {
            double sum = 0;
            for (int j = 0; j < telling; j++) {
                sum += gathered[k * telling + j] * residuals[j];
            }
            row[k] = sum / diagonal[k];
        }
        model.axes().restore(row, solution);
        return true;
    }

    /** Turns the items whose weight is not 0 onto the axes, as columns, and closes ranks in weights and residuals. */
    private void gather(FoldInModel model, float[] vectors, int n, int telling) {
        int dims = model.dims();
        int j = 0;
        for (int i = 0; i < n; i++) {
            if (weights[i] == 0) {
                continue;
            }
            model.axes().rotate(vectors, i * dims, row);
            for (int k = 0; k < dims; k++) {
                gathered[k * telling + j] = row[k];
            }
            weights[j] = weights[i];
            residuals[j++] = residuals[i];
        }
    }

    private void reserve(int dims) {
        if (dims <= reserved) {
            return;
        }
        cholesky = new CholeskySolver(dims);
        system = new double[dims * dims];
        gathered = new double[dims * dims];
        row = new double[dims];
        solution = new double[dims];
        diagonal = new double[dims];
        reserved = dims;
    }
}
