package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.parquet.NumberListColumn;
import io.candor.parquet.ParquetFile;
import io.candor.parquet.TextColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads columns {@code id} and {@code features} of the Parquet files that Spark wrote for one side of a model. */
record SparkFactorSource(List<Path> parts) implements FactorSource {
    @Override
    public boolean hasIds() {
        return true;
    }

    @Override
    public void readInto(Sink sink) throws IOException {
        for (Path part : parts) {
            try (ParquetFile file = ParquetFile.open(part)) {
                TextColumn id = file.text("id");
                NumberListColumn features = file.numbers("features");
                for (long row = 1; file.next(); row++) {
                    sink.row(part.getFileName() + ", row " + row, id.value(), features.floats());
                }
            } catch (IOException e) {
                throw new CandorException(ErrorCode.IMPORT_INVALID, part + ": " + e.getMessage(), e);
            }
        }
    }
}
