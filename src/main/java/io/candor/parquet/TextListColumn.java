package io.candor.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of lists of strings. */
public final class TextListColumn extends ListColumn {
    private final List<String> list = new ArrayList<>();

    TextListColumn(ColumnDescriptor leaf, MessageType schema) {
        super(leaf, schema);
    }

    /** Returns whether a leaf is the element of a list of strings. */
    static boolean fits(ColumnDescriptor leaf) {
        return isElement(leaf) && leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    /** Returns the list of the current row: none for null, an empty text for an element that is null. */
    public List<String> value() {
        return List.copyOf(list);
    }

    @Override
    void clear() {
        list.clear();
    }

    @Override
    void append(ColumnReader reader) {
        list.add(leaf().getPrimitiveType().stringifier().stringify(reader.getBinary()));
    }

    @Override
    void appendNull() {
        list.add("");
    }
}
