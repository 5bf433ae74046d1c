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
        return transposed(columns, rows, columnOf, rowOf, valueOf).transpose();
    }

    /** Returns the matrix with rows and columns exchanged. */
    public SparseRows transpose() {
        int[] rowOf = new int[columnIndex.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = offsets[row]; k < offsets[row + 1]; k++) {
                rowOf[k] = row;
            }
        }
        return transposed(columns, rows(), columnIndex, rowOf, values);
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

    private static SparseRows transposed(int rows, int columns, int[] rowOf, int[] columnOf, float[] valueOf) {
        int[] offsets = new int[rows + 1];
        for (int row : rowOf) {
            offsets[row + 1]++;
        }
        for (int row = 0; row < rows; row++) {
            offsets[row + 1] += offsets[row];
        }
        int[] next = offsets.clone();
        int[] columnIndex = new int[rowOf.length];
        float[] values = new float[rowOf.length];
        for (int k = 0; k < rowOf.length; k++) {
            int target = next[rowOf[k]]++;
            columnIndex[target] = columnOf[k];
            values[target] = valueOf[k];
        }
        return new SparseRows(columns, offsets, columnIndex, values);
    }
}
