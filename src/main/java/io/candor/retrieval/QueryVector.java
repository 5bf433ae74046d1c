package io.candor.retrieval;

import io.candor.math.FactorMatrix;

/** A user's vector, or the knowledge that there is none. Reusable, not thread-safe. */
public final class QueryVector {
    private final float[] values;
    private boolean present;

    /** Creates an absent vector of {@code dims} values. */
    public QueryVector(int dims) {
        values = new float[dims];
    }

    public boolean isPresent() {
        return present;
    }

    /** Returns the values, shared and to be overwritten by the next {@link #set}; meaningless when absent. */
    public float[] values() {
        return values;
    }

    public void clear() {
        present = false;
    }

    /** Takes over one row of a matrix with as many dims; a row of zeros makes the vector absent. */
    public void set(FactorMatrix rows, int row) {
        rows.copyRow(row, values, 0);
        present = false;
        for (float value : values) {
            present |= value != 0;
        }
    }
}
