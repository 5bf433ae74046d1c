package io.candor.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes rows into one local Parquet file. Empty text, NaN, {@link Long#MIN_VALUE} and empty lists are written as null; within
 * lists everything is kept.
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
        NUMBER,
        /** A {@link Boolean}. */
        FLAG,
        /** A list of {@link String}. */
        TEXTS,
        /** A list of {@link Double}. */
        NUMBERS;

        private Type typeOf(String name) {
            return switch (this) {
                case TEXT ->
                    Types.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(name);
                case TIME ->
                    Types.optional(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                            .named(name);
                case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(name);
                case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
                case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
                case TEXTS ->
                    Types.optionalList()
                            .requiredElement(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(name);
                case NUMBERS ->
                    Types.optionalList()
                            .requiredElement(PrimitiveTypeName.DOUBLE)
                            .named(name);
            };
        }
    }

    private final ParquetWriter<List<Object>> writer;

    private ParquetRows(ParquetWriter<List<Object>> writer) {
        this.writer = writer;
    }

    /** Begins a file; one that is there is replaced. */
    public static ParquetRows create(Path file, List<Map.Entry<String, Kind>> columns) throws IOException {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        columns.forEach(column -> schema.addField(column.getValue().typeOf(column.getKey())));
        return new ParquetRows(new Builder(new LocalOutputFile(file), schema.named("rows"))
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withWriteMode(Mode.OVERWRITE)
                .build());
    }

    /** Appends a row, as wide as there are columns, each value of its column's kind. */
    public void write(List<Object> row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<List<Object>, Builder> {
        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so there is no way round it
        protected WriteSupport<List<Object>> getWriteSupport(Configuration none) {
            return new RowSupport(schema);
        }
    }
}
