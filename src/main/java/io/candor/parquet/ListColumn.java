package io.candor.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A column of lists, in each way that Parquet's writers have nested them: a group with a repeated group with an element (three
 * levels), a group with a repeated element (two levels), or a repeated field.
 *
 * <p>Source: Parquet format, "LogicalTypes", section "Lists", with its rules for older files.
 */
abstract sealed class ListColumn extends Column permits NumberListColumn, TextListColumn {
    private static final int MOST_LEVELS = 3;

    /** From this definition level on there is an element; below, the list is empty or null. */
    private final int elementLevel;

    ListColumn(ColumnDescriptor leaf, MessageType schema) {
        super(leaf);
        this.elementLevel = elementLevel(leaf.getPath(), schema);
    }

    /** Returns whether a leaf is the element of a list. */
    static boolean isElement(ColumnDescriptor leaf) {
        return leaf.getMaxRepetitionLevel() == 1 && leaf.getPath().length <= MOST_LEVELS;
    }

    private static int elementLevel(String[] path, MessageType schema) {
        int depth = 1;
        while (!schema.getType(Arrays.copyOf(path, depth)).isRepetition(Type.Repetition.REPEATED)) {
            depth++;
        }
        return schema.getMaxDefinitionLevel(Arrays.copyOf(path, depth));
    }

    /** Begins the list of the next row. */
    abstract void clear();

    /** Appends the element that a reader stands at. */
    abstract void append(ColumnReader reader);

    /** Appends an element that is null. */
    abstract void appendNull();

    @Override
    final void advance() {
        ColumnReader reader = reader();
        clear();
        do {
            int level = reader.getCurrentDefinitionLevel();
            if (level == leaf().getMaxDefinitionLevel()) {
                append(reader);
            } else if (level >= elementLevel) {
                appendNull();
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
    }
}
