package io.candor.dataset;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.parquet.ParquetFile;
import io.candor.parquet.TextColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

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
        try (ParquetFile parquet = ParquetFile.open(file)) {
            List<String> names = parquet.fields();
            ColumnLayout layout = ColumnLayout.ofHeader(names)
                    .orElseThrow(() -> new CandorException(
                            ErrorCode.DATASET_INVALID,
                            file + " has no column named user or item (or user_id, item_id, …); it has " + names));
            TextColumn[] columns = new TextColumn[layout.width()];
            for (int index : layout.indices()) {
                columns[index] = parquet.text(names.get(index));
            }
            RatingRows rows = new RatingRows("row");
            for (long number = 1; parquet.next(); number++) {
                rows.add(number, layout, index -> columns[index].value());
            }
            return rows.finish(file, "parquet");
        }
    }
}
