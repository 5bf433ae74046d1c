package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.util.Arrays;

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
        look();
    }

    /** Takes over a vector of as many dims, which may be {@link #values} itself; zeros make the vector absent. */
    public void set(float[] vector) {
        System.arraycopy(vector, 0, values, 0, values.length);
        look();
    }

    /** Returns the values, zeros when absent; shared like {@link #values}, and followed by {@link #set(float[])}. */
    public float[] valuesOrZeros() {
        if (!present) {
            Arrays.fill(values, 0);
        }
        return values;
    }

    /** Returns a vector of its own with the same values. */
    public QueryVector copy() {
        QueryVector copy = new QueryVector(values.length);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        copy.present = present;
        return copy;
    }

    /** Returns whether both are absent, or have the same values. */
    public boolean isSame(QueryVector other) {
        return present == other.present && (!present || Arrays.equals(values, other.values));
    }

    private void look() {
        present = false;
        for (float value : values) {
            present |= value != 0;
        }
    }
}
