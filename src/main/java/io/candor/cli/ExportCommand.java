package io.candor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.DataDirectory;
import io.candor.app.FeedbackSource;
import io.candor.dataset.Interactions;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.exposure.ExposureQuery;
import io.candor.exposure.ExposureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes feedback, or the joined log, from the database into a file. */
@Command(
        name = "export",
        description =
                "Write what is in the database to a Parquet (.parquet) or CSV file: pairs as train learns from them,"
                        + " single events, or the joined log of what was shown and what came of it.")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "What is written; is replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--rows",
            defaultValue = "pairs",
            paramLabel = "pairs|events|impressions",
            description =
                    "One row a (user, item) with its unified score, one an event, or one a shown item with all that"
                            + " was logged of its slate and what came of it (Parquet only). Default: ${DEFAULT-VALUE}.")
    private Rows rows = Rows.PAIRS;

    /** What a row is. */
    enum Rows {
        PAIRS,
        EVENTS,
        IMPRESSIONS
    }

    @Option(
            names = "--outcomes",
            split = ",",
            defaultValue = "click",
            paramLabel = "ACTION",
            description = "What may come of an impression, beside impression and viewable: ${COMPLETION-CANDIDATES}."
                    + " Default: ${DEFAULT-VALUE}.")
    private Set<Action.Type> outcomes = Set.of();

    @Mixin
    private ExposureOptions slates = new ExposureOptions();

    @Override
    public Integer call() throws IOException {
        if (rows == Rows.IMPRESSIONS && !out.toString().endsWith(".parquet")) {
            throw new CandorException(ErrorCode.USAGE, "--rows impressions has lists: --out must end in .parquet");
        }
        FeedbackSource source = new FeedbackSource(common.loadConfig(), new DataDirectory(common.dataDir()));
        // Beside its place, so that a file that is there already is not lost to an export that fails.
        Path beside = out.resolveSibling(".new-" + out.getFileName());
        long written;
        try (Progress progress = Progress.start("reading the log", -1)) {
            written = switch (rows) {
                case PAIRS -> pairs(source.interactions(progress::stepTo), beside);
                case EVENTS -> events(source, beside, progress);
                case IMPRESSIONS -> impressions(beside, progress);
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
                unchecked(() -> table.write(FeedbackColumns.event(event)));
                progress.step(1);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long impressions(Path file, Progress progress) throws IOException {
        ExposureQuery query = slates.query(outcomes);
        long[] written = {0};
        try (ExposureWriter writer = ExposureWriter.create(file, query.outcomes())) {
            slates.log(common, null).read(query, slate -> {
                unchecked(() -> writer.write(slate));
                written[0] += slate.slots();
                progress.step(1);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return written[0];
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
