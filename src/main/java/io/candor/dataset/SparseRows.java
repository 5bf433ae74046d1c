package io.candor.dataset;

/** A sparse matrix by rows (CSR), columns ascending within a row. Immutable and thread-safe. */
public final class SparseRows {
    private final int columns;
    private final int[] offsets;
    private final int[] columnIndex;
    private final float[] values;

    private SparseRows(int columns, int[] offsets, int[] columnIndex, float[] values) {
        this.columns = columns;
        this.offsets = offsets;
        this.columnIndex = columnIndex;
        this.values = values;
    }

    /** Returns the matrix with the given entries, each (row, column) at most once; arrays are not modified. */
    static SparseRows of(int rows, int columns, int[] rowOf, int[] columnOf, float[] valueOf) {
        // Two counting sorts: by column, then stably by row.
        return grouped(columns, rows, columnOf, rowOf, valueOf).transpose();
    }

    /** Returns the matrix with rows and columns exchanged. */
    public SparseRows transpose() {
        int[] rowOf = new int[columnIndex.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = offsets[row]; k < offsets[row + 1]; k++) {
                rowOf[k] = row;
            }
        }
        return grouped(columns, rows(), columnIndex, rowOf, values);
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

    /** Sorts entries by a first key, keeping their order within it, which becomes the order of the columns. */
    private static SparseRows grouped(int keys, int width, int[] keyOf, int[] entryOf, float[] valueOf) {
        int[] offsets = new int[keys + 1];
        for (int key : keyOf) {
            offsets[key + 1]++;
        }
        for (int key = 0; key < keys; key++) {
            offsets[key + 1] += offsets[key];
        }
        int[] next = offsets.clone();
        int[] columnIndex = new int[keyOf.length];
        float[] values = new float[keyOf.length];
        for (int k = 0; k < keyOf.length; k++) {
            int target = next[keyOf[k]]++;
            columnIndex[target] = entryOf[k];
            values[target] = valueOf[k];
        }
        return new SparseRows(width, offsets, columnIndex, values);
    }
}
