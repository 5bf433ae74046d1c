package io.candor.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of float or double lists. */
public final class NumberListColumn extends ListColumn {
    private final boolean wide;
    private double[] buffer = new double[64];
    private int size;

    NumberListColumn(ColumnDescriptor leaf, MessageType schema) {
        super(leaf, schema);
        this.wide = leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    }

    /** Returns whether a leaf is the element of a list of float or double. */
    static boolean fits(ColumnDescriptor leaf) {
        PrimitiveTypeName type = leaf.getPrimitiveType().getPrimitiveTypeName();
        return isElement(leaf) && (type == PrimitiveTypeName.FLOAT || type == PrimitiveTypeName.DOUBLE);
    }

    /** Returns the list of the current row, the caller's own: no values for null, NaN for an element that is null. */
    public double[] value() {
        return Arrays.copyOf(buffer, size);
    }

    /** Returns the same, rounded to float. */
    public float[] floats() {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) buffer[i];
        }
        return floats;
    }

    @Override
    void clear() {
        size = 0;
    }

    @Override
    void append(ColumnReader reader) {
        append(wide ? reader.getDouble() : reader.getFloat());
    }

    @Override
    void appendNull() {
        append(Double.NaN);
    }

    private void append(double value) {
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, size + (size >> 1));
        }
        buffer[size++] = value;
    }
}
