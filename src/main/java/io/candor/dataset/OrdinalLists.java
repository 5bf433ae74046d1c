package io.candor.dataset;

import java.util.Arrays;

/** Lists of ordinals, one after the other: list i is {@code values[offsets[i] .. offsets[i+1])}. Immutable. */
final class OrdinalLists {
    private final int[] offsets;
    private final int[] values;

    /** Retains the arrays; offsets begin at 0, do not fall, and end at the number of values. */
    OrdinalLists(int[] offsets, int[] values) {
        this.offsets = offsets;
        this.values = values;
    }

    /** Returns the columns of the given rows of a matrix. */
    static OrdinalLists of(SparseRows matrix, int[] rows) {
        int[] offsets = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            offsets[i + 1] = offsets[i] + matrix.length(rows[i]);
        }
        int[] values = new int[offsets[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < matrix.length(rows[i]); k++) {
                values[offsets[i] + k] = matrix.column(matrix.start(rows[i]) + k);
            }
        }
        return new OrdinalLists(offsets, values);
    }

    /** Returns the values of the same entries, in the same order. */
    static float[] valuesOf(SparseRows matrix, int[] rows) {
        float[] values = new float[Arrays.stream(rows).map(matrix::length).sum()];
        int at = 0;
        for (int row : rows) {
            for (int k = matrix.start(row); k < matrix.end(row); k++) {
                values[at++] = matrix.value(k);
            }
        }
        return values;
    }

    int count(int i) {
        return offsets[i + 1] - offsets[i];
    }

    int value(int i, int k) {
        return values[index(i, k)];
    }

    /** Returns the place of the k-th value of list i among all values. */
    int index(int i, int k) {
        return offsets[i] + k;
    }

    /** Returns the offsets, one more than there are lists; not to be modified. */
    int[] offsets() {
        return offsets;
    }

    /** Returns all values; not to be modified. */
    int[] values() {
        return values;
    }
}
