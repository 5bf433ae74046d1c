package io.candor.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;

/** A column of plain values, each as a text: numbers in decimal, strings and dates as the schema's annotation says. */
public final class TextColumn extends Column {
    private String value = "";

    TextColumn(ColumnDescriptor leaf) {
        super(leaf);
    }

    /** Returns the text of the current row, empty for null. */
    public String value() {
        return value;
    }

    @Override
    void advance() {
        ColumnReader reader = reader();
        value = reader.getCurrentDefinitionLevel() == leaf().getMaxDefinitionLevel() ? textOf(reader) : "";
        reader.consume();
    }

    private String textOf(ColumnReader reader) {
        return switch (leaf().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> Integer.toString(reader.getInteger());
            case INT64 -> Long.toString(reader.getLong());
            case FLOAT -> Float.toString(reader.getFloat());
            case DOUBLE -> Double.toString(reader.getDouble());
            case BOOLEAN -> Boolean.toString(reader.getBoolean());
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                leaf().getPrimitiveType().stringifier().stringify(reader.getBinary());
        };
    }
}
