package io.candor.parquet;

import blue.strategic.parquet.ParquetWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Writes rows of plain values into one local Parquet file. Empty text, NaN and {@link Long#MIN_VALUE} are written as null.
 *
 * <p>Whole once it is closed. Belongs to one thread; holds one row group in memory.
 */
public final class ParquetRows implements Closeable {
    /** What a column holds. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}: epoch milliseconds, UTC. */
        TIME,
        /** A {@link Long}. */
        WHOLE,
        /** A {@link Double}. */
        NUMBER
    }

    private final ParquetWriter<List<Object>> writer;

    private ParquetRows(ParquetWriter<List<Object>> writer) {
        this.writer = writer;
    }

    /** Begins a file; one that is there is replaced. */
    public static ParquetRows create(Path file, List<Map.Entry<String, Kind>> columns) throws IOException {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        for (Map.Entry<String, Kind> column : columns) {
            switch (column.getValue()) {
                case TEXT ->
                    builder.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.getKey());
                case TIME ->
                    builder.optional(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                            .named(column.getKey());
                case WHOLE -> builder.optional(PrimitiveTypeName.INT64).named(column.getKey());
                case NUMBER -> builder.optional(PrimitiveTypeName.DOUBLE).named(column.getKey());
            }
        }
        MessageType schema = builder.named("rows");
        return new ParquetRows(ParquetWriter.writeFile(schema, file.toFile(), (row, target) -> {
            for (int i = 0; i < row.size(); i++) {
                if (!isNull(row.get(i))) {
                    target.write(schema.getFieldName(i), row.get(i));
                }
            }
        }));
    }

    private static boolean isNull(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case Long whole -> whole == Long.MIN_VALUE;
            case Double number -> number.isNaN();
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        };
    }

    /** Appends a row, as wide as there are columns, each value of its column's kind. */
    public void write(List<Object> row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
