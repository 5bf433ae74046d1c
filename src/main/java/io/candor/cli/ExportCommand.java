package io.candor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.DataDirectory;
import io.candor.app.FeedbackSource;
import io.candor.dataset.Interactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the feedback in the database into a file. */
@Command(
        name = "export",
        description =
                "Write the feedback in the database to a Parquet (.parquet) or CSV file: pairs as train learns from"
                        + " them, or single events.")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "What is written; is replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--rows",
            defaultValue = "pairs",
            paramLabel = "pairs|events",
            description = "One row a (user, item) with its unified score, or one an event. Default: ${DEFAULT-VALUE}.")
    private Rows rows = Rows.PAIRS;

    /** What a row is. */
    enum Rows {
        PAIRS,
        EVENTS
    }

    @Override
    public Integer call() throws IOException {
        FeedbackSource source = new FeedbackSource(common.loadConfig(), new DataDirectory(common.dataDir()));
        // Beside its place, so that a file that is there already is not lost to an export that fails.
        Path beside = out.resolveSibling(".new-" + out.getFileName());
        long written;
        try (Progress progress = Progress.start("reading feedback", -1)) {
            written = switch (rows) {
                case PAIRS -> pairs(source.interactions(progress::stepTo), beside);
                case EVENTS -> events(source, beside, progress);
            };
            Files.move(beside, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", out.toString()).put("rows", written);
        common.print(new TablePrinter().row("file", out).row("rows", written), json);
        return ExitCode.OK;
    }

    private static long pairs(Interactions all, Path file) throws IOException {
        try (TableFile table = TableFile.create(file, FeedbackColumns.PAIRS)) {
            for (int row = 0; row < all.size(); row++) {
                table.write(FeedbackColumns.pair(all, row));
            }
        }
        return all.size();
    }

    private static long events(FeedbackSource source, Path file, Progress progress) throws IOException {
        try (TableFile table = TableFile.create(file, FeedbackColumns.EVENTS)) {
            return source.scan(event -> {
                write(table, FeedbackColumns.event(event));
                progress.step(1);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(TableFile table, List<Object> row) {
        try {
            table.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
