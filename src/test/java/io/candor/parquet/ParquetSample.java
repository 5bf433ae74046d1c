package io.candor.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

/** Writes Parquet files of a given schema for tests. */
public final class ParquetSample {
    /** As Spark writes an array of float: three levels. */
    public static final String SPARK = "message spark_schema { required int32 id;"
            + " optional group features (LIST) { repeated group list { required float element; } } }";

    /** As Spark writes it with {@code spark.sql.parquet.writeLegacyFormat}, for elements that may be null. */
    public static final String SPARK_BAG = "message spark_schema { required int32 id;"
            + " optional group features (LIST) { repeated group bag { optional float array; } } }";

    /** The legacy form of two levels. */
    public static final String TWO_LEVELS =
            "message spark_schema { required int32 id;" + " optional group features (LIST) { repeated float array; } }";

    /** A repeated field, without a list around it. */
    public static final String REPEATED = "message m { required int32 id; repeated double features; }";

    private final MessageType schema;
    private CompressionCodecName codec = CompressionCodecName.SNAPPY;
    private WriterVersion version = WriterVersion.PARQUET_1_0;
    private int groupRows = Integer.MAX_VALUE;

    public ParquetSample(String schema) {
        this.schema = MessageTypeParser.parseMessageType(schema);
    }

    public ParquetSample packed(CompressionCodecName with) {
        codec = with;
        return this;
    }

    public ParquetSample version(WriterVersion pages) {
        version = pages;
        return this;
    }

    /** Begins another row group after so many rows. */
    public ParquetSample groupsOf(int rows) {
        groupRows = rows;
        return this;
    }

    /** Writes rows; {@code fill} gets an empty one and its number, from 0. */
    public Path write(Path file, int rows, BiConsumer<Group, Integer> fill) throws IOException {
        ExampleParquetWriter.Builder builder = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withWriterVersion(version)
                .withRowGroupRowCountLimit(groupRows)
                .withCompressionCodec(codec);
        if (codec == CompressionCodecName.GZIP) {
            builder.withCodecFactory(new Gzip());
        }
        try (ParquetWriter<Group> writer = builder.build()) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(schema);
                fill.accept(group, row);
                writer.write(group);
            }
        }
        return file;
    }

    /** Writes rows with an id and its features, in whatever form the schema has them. */
    public Path writeVectors(Path file, int[] ids, float[][] vectors) throws IOException {
        return write(file, ids.length, (row, i) -> {
            row.add("id", ids[i]);
            for (float value : vectors[i]) {
                addFeature(row, value);
            }
        });
    }

    private void addFeature(Group row, float value) {
        Type features = schema.getType("features");
        if (features.isPrimitive()) {
            row.add("features", (double) value);
            return;
        }
        Group list =
                row.getFieldRepetitionCount("features") == 0 ? row.addGroup("features") : row.getGroup("features", 0);
        if (features.asGroupType().getType(0).isPrimitive()) {
            list.add(0, value);
        } else {
            list.addGroup(0).add(0, value);
        }
    }

    private static final class Gzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new GzipPages();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }

    private static final class GzipPages implements CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(packed.toByteArray());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {}
    }
}
