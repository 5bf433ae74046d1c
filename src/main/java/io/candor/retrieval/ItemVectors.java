package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.FactorMatrix;
import io.candor.math.VectorKernels;
import java.util.Arrays;

/**
 * The factor vectors of all items of one model generation by ordinal: rows of the model, and the tail of items that came
 * with factors of their own.
 *
 * <p>Holds the inverse norm of every row (4 bytes an item), computed once. Immutable and thread-safe; lives as long as the
 * model. An item without a vector, or with one of zeros, has inner product and cosine 0 with everything.
 */
public final class ItemVectors {
    private final FactorMatrix rows;
    private final float[] inverseNorms;
    private final float typicalNorm;

    private ItemVectors(FactorMatrix rows, float[] inverseNorms) {
        this.rows = rows;
        this.inverseNorms = inverseNorms;
        this.typicalNorm = rootMeanSquare(inverseNorms);
    }

    /** Returns the vectors over the item factors of a model; reads them once. */
    public static ItemVectors over(FactorMatrix rows) {
        float[] row = new float[rows.dims()];
        float[] inverse = new float[rows.rows()];
        for (int i = 0; i < inverse.length; i++) {
            rows.copyRow(i, row, 0);
            inverse[i] = inverseNorm(row);
        }
        return new ItemVectors(rows, inverse);
    }

    public int dims() {
        return rows.dims();
    }

    public boolean has(CatalogSnapshot catalog, int ordinal) {
        return ordinal < inverseNorms.length ? inverseNorms[ordinal] != 0 : tailIndex(catalog, ordinal) >= 0;
    }

    /** Returns the inner product of an item with {@code vector[0 .. dims)}. */
    public float dot(CatalogSnapshot catalog, int ordinal, float[] vector) {
        if (ordinal < inverseNorms.length) {
            return rows.dot(ordinal, vector, 0);
        }
        int tail = tailIndex(catalog, ordinal);
        return tail < 0 ? 0 : VectorKernels.dot(catalog.tailFactors(), tail * dims(), vector, 0, dims());
    }

    /**
     * Returns how near an item is to a direction: the cosine, shrunk by ‖x‖/(‖x‖ + c), c the root mean square norm of all rows.
     *
     * <p>A regularised model gives an item it knows little of a short vector in a chance direction, which plain cosine takes as
     * seriously as any; shrinking keeps such items from crowding out those that are known to be alike. Source: the idea of Herlocker,
     * Konstan, Borchers, Riedl, "An algorithmic framework for performing collaborative filtering", 1999 (significance weighting).
     * Differs: the norm stands for the number of observations.
     *
     * @param direction of length 1
     */
    public float similarity(CatalogSnapshot catalog, int ordinal, float[] direction) {
        if (ordinal < inverseNorms.length) {
            return rows.dot(ordinal, direction, 0) * shrunk(inverseNorms[ordinal]);
        }
        int tail = tailIndex(catalog, ordinal);
        if (tail < 0) {
            return 0;
        }
        float[] factors = catalog.tailFactors();
        int at = tail * dims();
        return VectorKernels.dot(factors, at, direction, 0, dims()) * shrunk(inverseNorm(factors, at, dims()));
    }

    /** Returns the cosine of an item with the direction {@code directions[offset .. offset + dims)}, of length 1. */
    public float cosine(CatalogSnapshot catalog, int ordinal, float[] directions, int offset) {
        if (ordinal < inverseNorms.length) {
            return rows.dot(ordinal, directions, offset) * inverseNorms[ordinal];
        }
        int tail = tailIndex(catalog, ordinal);
        if (tail < 0) {
            return 0;
        }
        float[] factors = catalog.tailFactors();
        int at = tail * dims();
        return VectorKernels.dot(factors, at, directions, offset, dims()) * inverseNorm(factors, at, dims());
    }

    /** Returns ‖x‖/(‖x‖ + c) of every row. */
    float[] trust() {
        float[] trust = new float[inverseNorms.length];
        for (int i = 0; i < trust.length; i++) {
            trust[i] = inverseNorms[i] == 0 ? 0 : shrunk(inverseNorms[i]) / inverseNorms[i];
        }
        return trust;
    }

    /** Returns 1/(‖x‖ + c) from 1/‖x‖; 0 from 0. */
    private float shrunk(float inverseNorm) {
        return inverseNorm / (1 + typicalNorm * inverseNorm);
    }

    private static float rootMeanSquare(float[] inverseNorms) {
        double squares = 0;
        for (float inverse : inverseNorms) {
            squares += inverse == 0 ? 0 : 1 / ((double) inverse * inverse);
        }
        return inverseNorms.length == 0 ? 0 : (float) Math.sqrt(squares / inverseNorms.length);
    }

    /** Writes an item's vector into {@code target} from {@code offset} on; returns whether it has one, else nothing is written. */
    public boolean copy(CatalogSnapshot catalog, int ordinal, float[] target, int offset) {
        if (!has(catalog, ordinal)) {
            return false;
        }
        if (ordinal < inverseNorms.length) {
            rows.copyRow(ordinal, target, offset);
        } else {
            int tail = tailIndex(catalog, ordinal);
            System.arraycopy(catalog.tailFactors(), tail * dims(), target, offset, dims());
        }
        return true;
    }

    /**
     * Writes an item's vector, scaled to length 1, into {@code target} from {@code offset} on; zeros when it has none.
     *
     * @return whether it has one
     */
    public boolean copyUnit(CatalogSnapshot catalog, int ordinal, float[] target, int offset) {
        float scale = 0;
        if (ordinal < inverseNorms.length) {
            rows.copyRow(ordinal, target, offset);
            scale = inverseNorms[ordinal];
        } else {
            int tail = tailIndex(catalog, ordinal);
            if (tail >= 0) {
                System.arraycopy(catalog.tailFactors(), tail * dims(), target, offset, dims());
                scale = inverseNorm(target, offset, dims());
            }
        }
        if (scale == 0) {
            Arrays.fill(target, offset, offset + dims(), 0f);
            return false;
        }
        for (int d = offset; d < offset + dims(); d++) {
            target[d] *= scale;
        }
        return true;
    }

    private static int tailIndex(CatalogSnapshot catalog, int ordinal) {
        return Arrays.binarySearch(catalog.tailWithFactors(), ordinal);
    }

    /** As {@link #inverseNorm(float[], int, int)}, in a loop that is fast also where nothing was compiled yet. */
    private static float inverseNorm(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    }

    private static float inverseNorm(float[] vector, int offset, int dims) {
        double norm = Math.sqrt(VectorKernels.squaredNorm(vector, offset, dims));
        return norm > 0 ? (float) (1 / norm) : 0;
    }
}
