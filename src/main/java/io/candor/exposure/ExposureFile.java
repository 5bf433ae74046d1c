package io.candor.exposure;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.parquet.ParquetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log in a Parquet file that {@link ExposureWriter} wrote. What an action counted for within the window of the export is kept;
 * a narrower window leaves out what first happened after it. Immutable, thread-safe.
 */
public final class ExposureFile implements ExposureLog {
    private final Path file;

    public ExposureFile(Path file) {
        this.file = file;
    }

    @Override
    public long read(ExposureQuery query, Consumer<ExposedSlate> slates) {
        long count = 0;
        try (ParquetFile parquet = ParquetFile.open(file)) {
            ExposureRows rows = new ExposureRows(parquet, query);
            while (count < query.most()) {
                Optional<ExposedSlate> slate = next(rows);
                if (slate.isEmpty()) {
                    break;
                }
                slates.accept(slate.get());
                count++;
            }
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATASET_INVALID, "cannot read " + file + ": " + e.getMessage(), e);
        }
        return count;
    }

    /** What is in the file is not to be trusted; what a consumer throws is another matter. */
    private static Optional<ExposedSlate> next(ExposureRows rows) throws IOException {
        try {
            return rows.next();
        } catch (IllegalArgumentException e) {
            throw new IOException("row " + rows.count() + ": " + e.getMessage(), e);
        }
    }
}
