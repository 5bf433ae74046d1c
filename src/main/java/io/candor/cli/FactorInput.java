package io.candor.cli;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.BundleWriter;
import io.candor.model.FactorImport;
import io.candor.model.FactorRows;
import io.candor.model.SparkAlsModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the factors of an import come from, as an exclusive group of picocli options: files, or a saved model. */
final class FactorInput {
    @ArgGroup(exclusive = false)
    private @Nullable FactorFiles files;

    @Option(
            names = "--als-model",
            paramLabel = "DIR",
            description = "A Spark MLlib ALSModel, saved with save(): items and users at once.")
    private @Nullable Path alsModel;

    /** What became of either side. */
    record Reports(FactorImport.Report items, FactorImport.Report users) {}

    /**
     * Copies the rows of both sides.
     *
     * @throws CandorException IMPORT_INVALID when something cannot be read, or no item vector can be taken
     */
    Reports copyInto(BundleWriter writer, boolean strict) throws IOException {
        SparkAlsModel spark = alsModel == null ? null : SparkAlsModel.open(alsModel);
        FactorImport.Report items;
        try (FactorRows rows = writer.itemRows()) {
            items = spark == null ? chosenFiles().importItems(rows, strict) : spark.importItems(rows, strict);
        }
        if (items.rows() == 0) {
            Path source = alsModel == null ? chosenFiles().items() : alsModel;
            throw new CandorException(ErrorCode.IMPORT_INVALID, source + " has no usable item vector", items.samples());
        }
        try (FactorRows rows = writer.userRows()) {
            FactorImport.Report users = spark == null
                    ? chosenFiles().importUsers(rows, items.dims(), strict)
                    : spark.importUsers(rows, strict);
            return new Reports(items, users);
        }
    }

    private FactorFiles chosenFiles() {
        if (files == null) {
            throw new CandorException(ErrorCode.USAGE, "one of --items and --als-model is needed");
        }
        return files;
    }

    static FactorImport.Report nothing(int dims) {
        return new FactorImport.Report(0, dims, 0, List.of());
    }
}
