package io.candor.exposure;

import io.candor.event.Action;
import io.candor.parquet.ParquetRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Writes a log into a Parquet file, which {@link ExposureFile} reads. Whole once it is closed. Belongs to one thread. */
public final class ExposureWriter implements Closeable {
    private final ParquetRows rows;
    private final List<Action.Type> types;

    private ExposureWriter(ParquetRows rows, List<Action.Type> types) {
        this.rows = rows;
        this.types = types;
    }

    /**
     * Begins a file; one that is there is replaced.
     *
     * @param outcomes the kinds of action that are written
     */
    public static ExposureWriter create(Path file, Set<Action.Type> outcomes) throws IOException {
        List<Action.Type> types = outcomes.stream().sorted().toList();
        return new ExposureWriter(ParquetRows.create(file, ExposureColumns.of(types)), types);
    }

    /** Appends a slate, a row a shown item. */
    public void write(ExposedSlate slate) throws IOException {
        for (int slot = 0; slot < slate.slots(); slot++) {
            rows.write(ExposureColumns.row(slate, slot, types));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
