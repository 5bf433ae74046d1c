package io.candor.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.candor.parquet.ParquetRows;
import io.candor.parquet.ParquetRows.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file of rows, Parquet or CSV by its name. Belongs to one thread. */
sealed interface TableFile extends Closeable {
    /** Appends a row; what Parquet writes as null is empty in CSV. */
    void write(List<Object> row) throws IOException;

    static TableFile create(Path file, List<Map.Entry<String, Kind>> columns) throws IOException {
        if (file.toString().endsWith(".parquet")) {
            return new Parquet(ParquetRows.create(file, columns));
        }
        CsvWriter writer = CsvWriter.builder().build(file);
        writer.writeRecord(columns.stream().map(Map.Entry::getKey).toList());
        return new Csv(writer, columns);
    }

    /** With the types of the columns. */
    record Parquet(ParquetRows rows) implements TableFile {
        @Override
        public void write(List<Object> row) throws IOException {
            rows.write(row);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /** With a header; times in ISO-8601. */
    record Csv(CsvWriter writer, List<Map.Entry<String, Kind>> columns) implements TableFile {
        @Override
        public void write(List<Object> row) {
            List<String> texts = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                texts.add(text(row.get(i), columns.get(i).getValue()));
            }
            writer.writeRecord(texts);
        }

        private static String text(Object value, Kind kind) {
            return switch (value) {
                case Long whole when whole == Long.MIN_VALUE -> "";
                case Long millis
                when kind == Kind.TIME -> Instant.ofEpochMilli(millis).toString();
                case Double number when number.isNaN() -> "";
                default -> value.toString();
            };
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
