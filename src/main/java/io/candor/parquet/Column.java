package io.candor.parquet;

import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** A column of which each row's value is taken in turn, over all row groups. */
abstract sealed class Column permits TextColumn, ListColumn {
    private final ColumnDescriptor leaf;
    private @Nullable ColumnReader reader;

    Column(ColumnDescriptor leaf) {
        this.leaf = leaf;
    }

    final ColumnDescriptor leaf() {
        return leaf;
    }

    /** Begins a row group. */
    final void bind(ColumnReader ofGroup) {
        reader = ofGroup;
    }

    final ColumnReader reader() {
        return Objects.requireNonNull(reader, "no row group was begun");
    }

    /** Takes the next row's value. */
    abstract void advance();
}
