package io.candor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.DataDirectory;
import io.candor.app.ReportArchive;
import io.candor.debiasing.PositionReport;
import io.candor.debiasing.PositionStudy;
import io.candor.debiasing.Segmentation;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.storage.StoredReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates position bias from the joined log, and keeps the report for whoever uses it. */
@Command(
        name = "propensity",
        description =
                "Estimate from the log how likely each position is looked at, and keep the report in the database for"
                        + " training, evaluation and the results of experiments.")
public final class PropensityCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RewardedLog log = new RewardedLog();

    @Option(
            names = "--segment",
            defaultValue = "score",
            paramLabel = "NAME",
            description =
                    "For whom an item is taken to be worth the same, in the estimators that compare it with itself:"
                            + " score (where it had about the same score), subject, everybody, or an attribute of requests."
                            + " Default: ${DEFAULT-VALUE}.")
    private String segment = "";

    @Option(names = "--no-store", description = "Do not keep the report in the database; always so with --log.")
    private boolean transientReport;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path out;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves as PNG.")
    private @Nullable Path plot;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as HTML.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        PositionStudy study = new PositionStudy(log.reward(), Segmentation.named(segment));
        long read;
        try (Progress progress = Progress.start("reading the log", -1)) {
            read = log.open(common).read(log.query(), slate -> {
                study.add(slate);
                progress.step(1);
            });
        }
        if (read == 0) {
            throw new CandorException(ErrorCode.DATASET_INVALID, "the log holds no such slates");
        }
        PositionReport report = study.report();
        PropensityOutput output = new PropensityOutput(report);
        ObjectNode json = report.toJson();
        json.put("reward", log.reward().wire()).put("segment", segment);
        if (out != null) {
            Files.writeString(
                    out, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
        }
        if (plot != null) {
            output.chart().write(plot);
        }
        if (html != null) {
            output.html().write(html);
        }
        String kept = "";
        if (log.file().isEmpty() && !transientReport) {
            long version = new ReportArchive(common.loadConfig(), new DataDirectory(common.dataDir()))
                    .add(StoredReport.POSITION_BIAS, json);
            json.put("version", version);
            kept = "Kept as position-bias report " + version + ".\n";
        }
        common.print(output.text() + kept, json);
        return ExitCode.OK;
    }
}
