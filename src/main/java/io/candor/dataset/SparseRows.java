package io.candor.dataset;

import java.util.Arrays;

/**
 * A sparse matrix by rows (CSR), columns ascending within a row; each entry has a value, a weight and a target. Weights and
 * targets are 1 unless they were given, and then take no memory. Immutable and thread-safe.
 */
public final class SparseRows {
    private static final float[] ALL_ONE = {};

    private final int columns;
    private final int[] offsets;
    private final int[] columnIndex;
    private final float[] values;
    private final float[] weights;
    private final float[] targets;

    private SparseRows(
            int columns, int[] offsets, int[] columnIndex, float[] values, float[] weights, float[] targets) {
        this.columns = columns;
        this.offsets = offsets;
        this.columnIndex = columnIndex;
        this.values = values;
        this.weights = weights;
        this.targets = targets;
    }

    /** Returns the matrix with the given entries, each (row, column) at most once; arrays are not modified. */
    static SparseRows of(int rows, int columns, int[] rowOf, int[] columnOf, float[] valueOf) {
        return of(rows, columns, rowOf, columnOf, valueOf, ALL_ONE, ALL_ONE);
    }

    /** As above, with a weight and a target for each entry; an empty array means 1 for all. */
    static SparseRows of(
            int rows, int columns, int[] rowOf, int[] columnOf, float[] valueOf, float[] weightOf, float[] targetOf) {
        // Two counting sorts: by column, then stably by row.
        return grouped(columns, rows, columnOf, rowOf, valueOf, weightOf, targetOf)
                .transpose();
    }

    /**
     * Returns the matrix with the given rows, each with its columns in any order, none twice.
     *
     * @param columns of each row; not modified
     * @param values of each row, as long; not modified
     */
    public static SparseRows of(int[][] columns, float[][] values, int width) {
        int entries = Arrays.stream(columns).mapToInt(row -> row.length).sum();
        int[] rowOf = new int[entries];
        int[] columnOf = new int[entries];
        float[] valueOf = new float[entries];
        int k = 0;
        for (int row = 0; row < columns.length; row++) {
            for (int i = 0; i < columns[row].length; i++) {
                rowOf[k] = row;
                columnOf[k] = columns[row][i];
                valueOf[k++] = values[row][i];
            }
        }
        return of(columns.length, width, rowOf, columnOf, valueOf);
    }

    /** Returns the matrix with rows and columns exchanged. */
    public SparseRows transpose() {
        return grouped(columns, rows(), columnIndex, rowOfEntries(), values, weights, targets);
    }

    /**
     * Returns the matrix with other weights.
     *
     * @param factors by which each entry's weight is multiplied, by position; not modified
     */
    public SparseRows weighted(float[] factors) {
        float[] product = new float[factors.length];
        for (int k = 0; k < product.length; k++) {
            product[k] = weight(k) * factors[k];
        }
        return new SparseRows(columns, offsets, columnIndex, values, product, targets);
    }

    /** Returns the row of each entry, by position. */
    public int[] rowOfEntries() {
        int[] rowOf = new int[columnIndex.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = offsets[row]; k < offsets[row + 1]; k++) {
                rowOf[k] = row;
            }
        }
        return rowOf;
    }

    public int rows() {
        return offsets.length - 1;
    }

    public int columns() {
        return columns;
    }

    /** Returns the number of entries of the whole matrix. */
    public int entries() {
        return columnIndex.length;
    }

    /** Returns the number of entries of a row. */
    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** Returns the position of a row's first entry, for {@link #column} and {@link #value}. */
    public int start(int row) {
        return offsets[row];
    }

    /** Returns the position after a row's last entry. */
    public int end(int row) {
        return offsets[row + 1];
    }

    public int column(int position) {
        return columnIndex[position];
    }

    public float value(int position) {
        return values[position];
    }

    /** Returns by how much an entry counts more or less than others. */
    public float weight(int position) {
        return weights.length == 0 ? 1 : weights[position];
    }

    /** Returns what an entry's prediction is held to: 1 for what was liked, 0 for what was seen and left. */
    public float target(int position) {
        return targets.length == 0 ? 1 : targets[position];
    }

    /** Returns whether a row has an entry in a column; time logarithmic in the row's length. */
    public boolean contains(int row, int column) {
        return position(row, column) >= 0;
    }

    /** Returns the position of a row's entry in a column, negative when it has none; time logarithmic in the row's length. */
    public int position(int row, int column) {
        return Arrays.binarySearch(columnIndex, offsets[row], offsets[row + 1], column);
    }

    /** Sorts entries by a first key, keeping their order within it, which becomes the order of the columns. */
    private static SparseRows grouped(
            int keys, int width, int[] keyOf, int[] entryOf, float[] valueOf, float[] weightOf, float[] targetOf) {
        int[] offsets = new int[keys + 1];
        for (int key : keyOf) {
            offsets[key + 1]++;
        }
        for (int key = 0; key < keys; key++) {
            offsets[key + 1] += offsets[key];
        }
        int[] next = offsets.clone();
        int[] columnIndex = new int[keyOf.length];
        int[] place = new int[keyOf.length];
        for (int k = 0; k < keyOf.length; k++) {
            place[k] = next[keyOf[k]]++;
            columnIndex[place[k]] = entryOf[k];
        }
        return new SparseRows(
                width, offsets, columnIndex, placed(valueOf, place), placed(weightOf, place), placed(targetOf, place));
    }

    private static float[] placed(float[] source, int[] place) {
        float[] target = new float[source.length];
        for (int k = 0; k < source.length; k++) {
            target[place[k]] = source[k];
        }
        return target;
    }
}
