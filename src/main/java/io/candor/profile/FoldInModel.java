package io.candor.profile;

import io.candor.math.SymmetricEigen;

/**
 * What folding in needs of one set of item factors Y, made once for a model: α₀·YᵀY and the axes of YᵀY.
 *
 * <p>Immutable, thread-safe. Takes 16·dims² bytes; making one costs an eigenvalue decomposition.
 */
public final class FoldInModel {
    private final int dims;
    private final int items;
    private final FoldInParameters parameters;
    private final double[] unobserved;
    private final SymmetricEigen axes;

    /**
     * Creates it.
     *
     * @param gram YᵀY, shape (dims × dims), row-major, symmetric, finite; not modified
     * @param items rows of Y, not negative
     */
    public FoldInModel(double[] gram, int dims, int items, FoldInParameters parameters) {
        if (dims < 1 || gram.length != dims * dims) {
            throw new IllegalArgumentException(
                    "gram must be " + dims + " × " + dims + ", has " + gram.length + " values");
        }
        if (items < 0) {
            throw new IllegalArgumentException("items must not be negative, was " + items);
        }
        this.dims = dims;
        this.items = items;
        this.parameters = parameters;
        this.unobserved = new double[gram.length];
        for (int i = 0; i < gram.length; i++) {
            unobserved[i] = parameters.alpha0() * gram[i];
        }
        this.axes = SymmetricEigen.of(gram, dims);
    }

    public int dims() {
        return dims;
    }

    FoldInParameters parameters() {
        return parameters;
    }

    double ridge(int n) {
        return parameters.ridge(n, items);
    }

    /** Copies α₀·YᵀY. */
    void copyUnobserved(double[] target) {
        System.arraycopy(unobserved, 0, target, 0, unobserved.length);
    }

    SymmetricEigen axes() {
        return axes;
    }
}
