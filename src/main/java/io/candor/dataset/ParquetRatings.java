package io.candor.dataset;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.schema.Type;

/** Reads a flat Parquet file whose columns are named as {@link ColumnLayout} knows them. */
final class ParquetRatings {
    private ParquetRatings() {}

    /**
     * Reads the file.
     *
     * @throws CandorException DATASET_INVALID when it is damaged, names no user and item, or holds no usable row
     * @throws IOException when it cannot be read
     */
    static RatingsData read(Path file) throws IOException {
        try {
            return readRows(file);
        } catch (CandorException | UncheckedIOException known) {
            throw known;
        } catch (RuntimeException damage) {
            // The library says so by whatever exception the damaged bytes lead to.
            throw RatingsReader.unreadable(file, damage);
        }
    }

    private static RatingsData readRows(Path file) throws IOException {
        List<String> names =
                ParquetReader.readMetadata(file.toFile()).getFileMetaData().getSchema().getFields().stream()
                        .map(Type::getName)
                        .toList();
        ColumnLayout layout = ColumnLayout.ofHeader(names)
                .orElseThrow(() -> new CandorException(
                        ErrorCode.DATASET_INVALID,
                        file + " has no column named user or item (or user_id, item_id, …); it has " + names));
        RatingRows rows = new RatingRows("row");
        long number = 0;
        try (Stream<String[]> content =
                ParquetReader.streamContent(file.toFile(), new RowHydrator(names), path -> path[0])) {
            for (String[] fields : (Iterable<String[]>) content::iterator) {
                number++;
                rows.add(
                        number,
                        fields[layout.user()],
                        fields[layout.item()],
                        layout.value() == ColumnLayout.ABSENT ? "" : fields[layout.value()],
                        layout.time() == ColumnLayout.ABSENT ? "" : fields[layout.time()]);
            }
        }
        return rows.finish(file, "parquet");
    }

    /** A row as one text a column, empty where it is null. */
    private record RowHydrator(List<String> names) implements Hydrator<String[], String[], String> {
        @Override
        public String[] start() {
            String[] row = new String[names.size()];
            Arrays.fill(row, "");
            return row;
        }

        @Override
        public String[] add(String[] row, String column, Object value) {
            int index = names.indexOf(column);
            if (index >= 0 && value != null) {
                row[index] = value.toString();
            }
            return row;
        }

        @Override
        public String[] finish(String[] row) {
            return row;
        }
    }
}
