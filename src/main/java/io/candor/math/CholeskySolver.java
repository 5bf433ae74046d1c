package io.candor.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Solves A·x = b for symmetric positive definite A by the Cholesky factorisation A = Uᵀ·U, in double precision.
 *
 * <p>Rows of U are made a few at a time, after everything the rows above say was taken from them in tiles ({@link
 * SymmetricUpdates}). Each entry is changed in a fixed order: a given A and b give the same bits whatever the machine's vector width. Stateless but for the bound on the size; thread-safe.
 */
public final class CholeskySolver {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final int maxSize;

    /** Creates a solver for systems of 1 to {@code maxSize} unknowns. */
    public CholeskySolver(int maxSize) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize must be at least 1, was " + maxSize);
        }
        this.maxSize = maxSize;
    }

    /**
     * Solves one system in place.
     *
     * @param a shape (n × n), row-major, at least n² long; only the upper triangle is read; overwritten, by U and what is left
     *     below it
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
        if (!factorise(a, n)) {
            return false;
        }
        for (double[] right : b) {
            substitute(a, right, n);
        }
        return true;
    }

    private static boolean factorise(double[] a, int n) {
        for (int block = 0; block < n; block += SymmetricUpdates.TILE_ROWS) {
            SymmetricUpdates.addRows(a, n, a, block, block, -1);
            for (int k = block; k < Math.min(n, block + SymmetricUpdates.TILE_ROWS); k++) {
                for (int above = block; above < k; above++) {
                    subtract(a, k * n, a[above * n + k], above * n, k, n);
                }
                double pivot = a[k * n + k];
                // Also false for NaN; an infinite pivot would hide infinite entries.
                if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
                    return false;
                }
                double scale = 1 / Math.sqrt(pivot);
                for (int j = k; j < n; j++) {
                    a[k * n + j] *= scale;
                }
            }
        }
        return true;
    }

    /** Takes {@code factor} times another row from a row, from column {@code from} on, and perhaps from some before it. */
    private static void subtract(double[] a, int row, double factor, int other, int from, int n) {
        DoubleVector negated = DoubleVector.broadcast(SPECIES, -factor);
        int j = from - from % LANES;
        for (int bound = SPECIES.loopBound(n); j < bound; j += LANES) {
            DoubleVector.fromArray(SPECIES, a, other + j)
                    .fma(negated, DoubleVector.fromArray(SPECIES, a, row + j))
                    .intoArray(a, row + j);
        }
        for (; j < n; j++) {
            a[row + j] = Math.fma(a[other + j], -factor, a[row + j]);
        }
    }

    /** Solves Uᵀ·y = b, then U·x = y. */
    private static void substitute(double[] u, double[] b, int n) {
        for (int k = 0; k < n; k++) {
            int row = k * n;
            double y = b[k] / u[row + k];
            b[k] = y;
            for (int j = k + 1; j < n; j++) {
                b[j] -= y * u[row + j];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            int row = k * n;
            double even = 0;
            double odd = 0;
            int j = k + 1;
            for (; j + 2 <= n; j += 2) {
                even += u[row + j] * b[j];
                odd += u[row + j + 1] * b[j + 1];
            }
            double last = j < n ? u[row + j] * b[j] : 0;
            b[k] = (b[k] - (even + odd + last)) / u[row + k];
        }
    }
}
