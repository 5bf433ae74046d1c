package io.candor.cli;

import io.candor.model.FactorImport;
import io.candor.model.FactorRows;
import io.candor.model.ImportFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Factors in a file of items and perhaps one of users, as a group of picocli options. */
final class FactorFiles {
    @Option(names = "--items", required = true, paramLabel = "FILE", description = "Item vectors.")
    private Path items = Path.of("");

    @Option(names = "--item-ids", paramLabel = "FILE", description = "One item id a line, for formats without ids.")
    private @Nullable Path itemIds;

    @Option(names = "--users", paramLabel = "FILE", description = "User vectors of the same dimension.")
    private @Nullable Path users;

    @Option(names = "--user-ids", paramLabel = "FILE", description = "One user id a line, for formats without ids.")
    private @Nullable Path userIds;

    @Option(names = "--input-format", description = "Instead of the file's ending: ${COMPLETION-CANDIDATES}.")
    private @Nullable ImportFormat inputFormat;

    Path items() {
        return items;
    }

    FactorImport.Report importItems(FactorRows rows, boolean strict) throws IOException {
        return copy(items, itemIds, rows, 0, strict);
    }

    /** Imports the user vectors, none when no file of them was named. */
    FactorImport.Report importUsers(FactorRows rows, int dims, boolean strict) throws IOException {
        return users == null ? FactorInput.nothing(dims) : copy(users, userIds, rows, dims, strict);
    }

    private FactorImport.Report copy(Path file, @Nullable Path ids, FactorRows rows, int dims, boolean strict) {
        ImportFormat format = inputFormat == null ? ImportFormat.of(file) : inputFormat;
        return FactorImport.run(file, format, ids, rows, dims, strict);
    }
}
