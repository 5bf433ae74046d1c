package io.candor.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products, kept in the upper triangle of a row-major matrix, in double precision.
 *
 * <p>Every entry is summed over the vectors in their order, whatever the machine's vector width, so results do not depend on it.
 */
public final class SymmetricUpdates {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Rows of a tile, which is summed in registers. */
    static final int TILE_ROWS = 4;

    private static final int TILE_COLUMNS = 2 * LANES;
    private static final int FULL = 16;

    private SymmetricUpdates() {}

    /** Returns the least size from n on that consists of whole tiles on any machine; filled up with zeros it is the fastest. */
    public static int wholeTiles(int n) {
        return (n + FULL - 1) / FULL * FULL;
    }

    /**
     * Adds weight·v·vᵀ.
     *
     * @param a shape (n × n), row-major; the upper triangle with the diagonal is added to
     * @param v n values from {@code offset} on; not modified
     */
    public static void addOuter(double[] a, int n, double[] v, int offset, double weight) {
        for (int i = 0; i < n; i++) {
            double scaled = weight * v[offset + i];
            int row = i * n;
            for (int j = i; j < n; j++) {
                a[row + j] += scaled * v[offset + j];
            }
        }
    }

    /**
     * Adds Σ_k v_k·v_kᵀ, a tile of the matrix at a time: an entry is then read and written once for all vectors.
     *
     * @param a shape (n × n), row-major; the upper triangle with the diagonal is added to, what is below it is left undefined
     * @param v shape (at least count × n), row-major; not modified
     */
    public static void addOuters(double[] a, int n, double[] v, int count) {
        for (int i = 0; i < n; i += TILE_ROWS) {
            addRows(a, n, v, count, i, 1);
        }
    }

    /**
     * Adds sign·Σ_k v_k·v_kᵀ to the rows from i on, of which there are {@link #TILE_ROWS} or what is left.
     *
     * @param i a multiple of those
     * @param v may be {@code a} when {@code count} is at most {@code i}
     */
    static void addRows(double[] a, int n, double[] v, int count, int i, double sign) {
        int whole = i + TILE_ROWS <= n ? n - n % TILE_COLUMNS : 0;
        for (int j = i - i % TILE_COLUMNS; j < whole; j += TILE_COLUMNS) {
            addTile(a, n, v, count, i, j, sign);
        }
        for (int row = i; row < Math.min(n, i + TILE_ROWS); row++) {
            for (int j = Math.max(row, whole); j < n; j++) {
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(v[k * n + row], v[k * n + j], sum);
                }
                a[row * n + j] = Math.fma(sign, sum, a[row * n + j]);
            }
        }
    }

    private static void addTile(double[] a, int n, double[] v, int count, int i, int j, double sign) {
        DoubleVector left0 = DoubleVector.zero(SPECIES);
        DoubleVector right0 = left0;
        DoubleVector left1 = left0;
        DoubleVector right1 = left0;
        DoubleVector left2 = left0;
        DoubleVector right2 = left0;
        DoubleVector left3 = left0;
        DoubleVector right3 = left0;
        for (int k = 0, row = 0; k < count; k++, row += n) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, v, row + j);
            DoubleVector right = DoubleVector.fromArray(SPECIES, v, row + j + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, v[row + i]);
            left0 = x.fma(left, left0);
            right0 = x.fma(right, right0);
            x = DoubleVector.broadcast(SPECIES, v[row + i + 1]);
            left1 = x.fma(left, left1);
            right1 = x.fma(right, right1);
            x = DoubleVector.broadcast(SPECIES, v[row + i + 2]);
            left2 = x.fma(left, left2);
            right2 = x.fma(right, right2);
            x = DoubleVector.broadcast(SPECIES, v[row + i + 3]);
            left3 = x.fma(left, left3);
            right3 = x.fma(right, right3);
        }
        int at = i * n + j;
        add(a, at, left0, right0, sign);
        add(a, at + n, left1, right1, sign);
        add(a, at + 2 * n, left2, right2, sign);
        add(a, at + 3 * n, left3, right3, sign);
    }

    private static void add(double[] a, int at, DoubleVector left, DoubleVector right, double sign) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, sign);
        left.fma(factor, DoubleVector.fromArray(SPECIES, a, at)).intoArray(a, at);
        right.fma(factor, DoubleVector.fromArray(SPECIES, a, at + LANES)).intoArray(a, at + LANES);
    }

    /** Copies the upper triangle of an n × n matrix onto the lower one. */
    public static void mirror(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a[j * n + i] = a[i * n + j];
            }
        }
    }
}
