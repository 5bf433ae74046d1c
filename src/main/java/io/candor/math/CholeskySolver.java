package io.candor.math;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/**
 * Solves A·x = b for symmetric positive definite A by the Cholesky factorisation A = L·Lᵀ, in double precision.
 *
 * <p>Working memory is reserved once for the largest size and reused; one solver belongs to one thread. A given A and b
 * always give the same bits.
 */
public final class CholeskySolver {
    private final int maxSize;
    private final CholeskyDecompositionInner_DDRM decomposition = new CholeskyDecompositionInner_DDRM(true);

    /** Creates a solver for systems of 1 to {@code maxSize} unknowns. */
    public CholeskySolver(int maxSize) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize must be at least 1, was " + maxSize);
        }
        this.maxSize = maxSize;
        decomposition.setExpectedMaxSize(maxSize, maxSize);
    }

    /**
     * Solves one system in place.
     *
     * @param a shape (n × n), row-major, at least n² long; only the upper triangle is read; overwritten by L
     * @param b n values; overwritten by x
     * @param n number of unknowns, 1 to the solver's size
     * @return false when A is not positive definite or not finite; then {@code b} is unchanged
     */
    public boolean solve(double[] a, double[] b, int n) {
        return solveAll(a, new double[][] {b}, n);
    }

    /**
     * Solves systems of the same matrix in place.
     *
     * @param a as for {@link #solve}
     * @param b right sides, each of n values; overwritten by the solutions
     * @param n number of unknowns, 1 to the solver's size
     * @return false when A is not positive definite or not finite; then {@code b} is unchanged
     */
    public boolean solveAll(double[] a, double[][] b, int n) {
        if (n < 1 || n > maxSize) {
            throw new IllegalArgumentException("n must be 1 to " + maxSize + ", was " + n);
        }
        if (!decomposition.decompose(DMatrixRMaj.wrap(n, n, a))) {
            return false;
        }
        if (!Double.isFinite(a[n * n - 1])) {
            return false;
        }
        for (double[] right : b) {
            TriangularSolver_DDRM.solveL(a, right, n);
            TriangularSolver_DDRM.solveTranL(a, right, n);
        }
        return true;
    }
}
