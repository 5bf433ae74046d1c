package io.candor.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * A column of float or double lists, in each way that Parquet's writers have nested them: a group with a repeated group with an
 * element (three levels), a group with a repeated element (two levels), or a repeated field.
 *
 * <p>Source: Parquet format, "LogicalTypes", section "Lists", with its rules for older files.
 */
public final class FloatListColumn extends Column {
    private static final int MOST_LEVELS = 3;

    /** From this definition level on there is an element; below, the list is empty or null. */
    private final int elementLevel;

    private final boolean wide;
    private float[] buffer = new float[64];
    private int size;

    FloatListColumn(ColumnDescriptor leaf, MessageType schema) {
        super(leaf);
        this.elementLevel = elementLevel(leaf.getPath(), schema);
        this.wide = leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    }

    /** Returns whether a leaf is the element of a list of float or double. */
    static boolean fits(ColumnDescriptor leaf) {
        PrimitiveTypeName type = leaf.getPrimitiveType().getPrimitiveTypeName();
        return leaf.getMaxRepetitionLevel() == 1
                && leaf.getPath().length <= MOST_LEVELS
                && (type == PrimitiveTypeName.FLOAT || type == PrimitiveTypeName.DOUBLE);
    }

    private static int elementLevel(String[] path, MessageType schema) {
        int depth = 1;
        while (!schema.getType(Arrays.copyOf(path, depth)).isRepetition(Type.Repetition.REPEATED)) {
            depth++;
        }
        return schema.getMaxDefinitionLevel(Arrays.copyOf(path, depth));
    }

    /** Returns the list of the current row, the caller's own: no values for null, NaN for an element that is null. */
    public float[] value() {
        return Arrays.copyOf(buffer, size);
    }

    @Override
    void advance() {
        ColumnReader reader = reader();
        size = 0;
        do {
            int level = reader.getCurrentDefinitionLevel();
            if (level >= elementLevel) {
                append(level < leaf().getMaxDefinitionLevel() ? Float.NaN : valueOf(reader));
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
    }

    private float valueOf(ColumnReader reader) {
        return wide ? (float) reader.getDouble() : reader.getFloat();
    }

    private void append(float value) {
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, size + (size >> 1));
        }
        buffer[size++] = value;
    }
}
