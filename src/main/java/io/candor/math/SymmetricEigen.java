package io.candor.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues and orthonormal eigenvectors of a symmetric matrix, G = Q·Λ·Qᵀ, by falling eigenvalue.
 *
 * <p>Immutable. The sign of an eigenvector is fixed by making its entry of largest magnitude positive, so that equal input
 * gives equal output.
 */
public final class SymmetricEigen {
    private final int size;
    private final double[] values;
    private final double[] vectors;

    private SymmetricEigen(int size, double[] values, double[] vectors) {
        this.size = size;
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes a matrix.
     *
     * @param g shape (n × n), row-major, symmetric, finite; not modified
     * @throws IllegalArgumentException when the iteration does not converge, which finite input does not do
     */
    public static SymmetricEigen of(double[] g, int n) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(n, n, Arrays.copyOf(g, n * n)))) {
            throw new IllegalArgumentException("no eigenvalues for a matrix of " + n + " × " + n + "; is it finite?");
        }
        double[] unsorted = IntStream.range(0, n)
                .mapToDouble(i -> eigen.getEigenvalue(i).getReal())
                .toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -unsorted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        for (int k = 0; k < n; k++) {
            values[k] = unsorted[order[k]];
            DMatrixRMaj vector = Objects.requireNonNull(eigen.getEigenVector(order[k]));
            double sign = signOfLargest(vector.data, n);
            for (int i = 0; i < n; i++) {
                vectors[i * n + k] = sign * vector.data[i];
            }
        }
        return new SymmetricEigen(n, values, vectors);
    }

    public int size() {
        return size;
    }

    /** Returns the k-th largest eigenvalue. */
    public double value(int k) {
        return values[k];
    }

    /** Writes row·Q, the coordinates of a row in the basis of the eigenvectors, into {@code target} (n values). */
    public void rotate(float[] rows, int offset, double[] target) {
        Arrays.fill(target, 0, size, 0);
        for (int i = 0; i < size; i++) {
            double x = rows[offset + i];
            int from = i * size;
            for (int k = 0; k < size; k++) {
                target[k] += x * vectors[from + k];
            }
        }
    }

    /** Writes Q·z, the row whose coordinates in the basis of the eigenvectors are z (n values, not modified). */
    public void restore(double[] z, double[] target) {
        for (int i = 0; i < size; i++) {
            int from = i * size;
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += vectors[from + k] * z[k];
            }
            target[i] = sum;
        }
    }

    /**
     * Returns G⁺·x, with the pseudo-inverse G⁺ = Q·Λ⁺·Qᵀ.
     *
     * @param x n values, not modified
     * @param cutOff eigenvalues of smaller magnitude, relative to the largest, count as 0
     */
    public double[] solve(double[] x, double cutOff) {
        double least = cutOff * Math.max(Math.abs(values[0]), Math.abs(values[size - 1]));
        double[] solved = new double[size];
        for (int k = 0; k < size; k++) {
            if (Math.abs(values[k]) > least) {
                double coordinate = 0;
                for (int i = 0; i < size; i++) {
                    coordinate += vectors[i * size + k] * x[i];
                }
                for (int i = 0; i < size; i++) {
                    solved[i] += vectors[i * size + k] * coordinate / values[k];
                }
            }
        }
        return solved;
    }

    private static double signOfLargest(double[] vector, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            if (Math.abs(vector[i]) > Math.abs(largest)) {
                largest = vector[i];
            }
        }
        return largest < 0 ? -1 : 1;
    }
}
