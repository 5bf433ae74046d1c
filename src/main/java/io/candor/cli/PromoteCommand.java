package io.candor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.Promotion;
import io.candor.app.ReportArchive;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.storage.StoredReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a bundle serve if the log says that it would earn more than what served. */
@Command(
        name = "promote",
        description =
                "Activate a bundle if the log says with confidence that it would earn more than what served; else exit"
                        + " with 8. It has to be judged by slates that it was not trained on (train --log --until TIME, then"
                        + " --since TIME). Either way the report is kept (GET /v1/reports/off-policy).")
public final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "Directory of the bundle.")
    private Path bundle = Path.of("");

    @Mixin
    private RewardedLog log = new RewardedLog();

    @Option(
            names = "--requests",
            defaultValue = "20000",
            paramLabel = "N",
            description = "How many slates at most, the newest. Default: ${DEFAULT-VALUE}.")
    private long requests;

    @Option(
            names = "--margin",
            defaultValue = "0",
            paramLabel = "REWARD",
            description =
                    "How much more it has to earn a request, at the lower end of the interval. Default: ${DEFAULT-VALUE}.")
    private double margin;

    @Option(names = "--dry-run", description = "Judge, and activate nothing.")
    private boolean dryRun;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        if (requests < 1 || !Double.isFinite(margin)) {
            throw new CandorException(
                    ErrorCode.USAGE,
                    "--requests must be at least 1 and --margin finite, were " + requests + " and " + margin);
        }
        CandorConfig config = common.loadConfig();
        DataDirectory data = new DataDirectory(common.dataDir());
        Promotion.Verdict verdict = Promotion.judge(
                log.open(common),
                log.query().newest(requests),
                log.reward(),
                Promotion.bundles(config, data),
                bundle,
                OffPolicyPlan.of(2, new Bootstrap(2_000, seed)),
                margin);
        if (verdict.passed() && !dryRun) {
            Promotion.activate(config, data, bundle);
        }
        ObjectNode json = json(verdict);
        new ReportArchive(config, data).add(StoredReport.OFF_POLICY, json);
        print(verdict, json);
        return verdict.passed() ? ExitCode.OK : ExitCode.NOT_PROMOTED;
    }

    private ObjectNode json(Promotion.Verdict verdict) {
        ObjectNode json = new OffPolicyOutput(verdict.version(), verdict.report()).json();
        json.put("promoted", verdict.passed() && !dryRun).put("passed", verdict.passed());
        json.put("margin", margin).put("skipped", verdict.skipped());
        verdict.objections().forEach(json.putArray("refusal")::add);
        return json;
    }

    private void print(Promotion.Verdict verdict, ObjectNode json) {
        String outcome = verdict.passed()
                ? verdict.version() + (dryRun ? " may serve." : " is active.")
                : verdict.version() + " stays out: " + String.join("; ", verdict.objections()) + ".";
        String text = new OffPolicyOutput(verdict.version(), verdict.report()).text();
        common.print(text + outcome + System.lineSeparator(), json);
    }
}
