package io.candor.cli;

import io.candor.app.DataDirectory;
import io.candor.app.ReplayedLog;
import io.candor.app.ReportArchive;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.BetaPriors;
import io.candor.offpolicy.OffPolicyEvaluation;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.offpolicy.OpenBanditLog;
import io.candor.offpolicy.PositionLaw;
import io.candor.serving.PolicyReplay;
import io.candor.storage.StoredReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates what a policy would have earned from the log of another one. */
@Command(name = "ope", description = "Estimate what a policy would have earned, from the log of another one.")
public final class OpeCommand implements Callable<Integer> {
    /** The forms of logs. */
    enum LogFormat {
        /** The decision log in the database, or as it was exported. */
        CANDOR,
        /** The CSV of the Open Bandit Dataset. */
        OBD
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RewardedLog log = new RewardedLog();

    @Option(
            names = "--log-format",
            defaultValue = "candor",
            description = "candor: the decision log, in the database or exported; obd: CSV of the Open Bandit Dataset,"
                    + " named by --log. Default: ${DEFAULT-VALUE}.")
    private LogFormat format = LogFormat.CANDOR;

    @Mixin
    private TargetPolicy target = new TargetPolicy();

    @Option(
            names = "--requests",
            defaultValue = "10000",
            paramLabel = "N",
            description = "How many slates at most, the newest. Default: ${DEFAULT-VALUE}.")
    private long requests;

    @Option(names = "--prior", paramLabel = "FILE", description = "YAML with alpha and beta by campaign.")
    private @Nullable Path prior;

    @Option(names = "--campaign", paramLabel = "NAME", description = "Which one of the prior.")
    private @Nullable String campaign;

    @Option(
            names = "--item-groups",
            paramLabel = "FILE",
            description = "CSV of item and group, without a header, for mips. Default: every item is a group.")
    private @Nullable Path groups;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "2",
            description = "For cross-fitting predicted rewards; 1 for none. Default: ${DEFAULT-VALUE}.")
    private int folds;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Draws for the intervals. Default: ${DEFAULT-VALUE}.")
    private int replicates;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--store", description = "Keep the report in the database, for GET /v1/reports/off-policy.")
    private boolean store;

    @Override
    public Integer call() {
        if (folds < 1 || replicates < 1 || requests < 1) {
            throw usage("--folds, --bootstrap and --requests must be at least 1, were " + folds + ", " + replicates
                    + " and " + requests);
        }
        OffPolicyReport report = switch (format) {
            case CANDOR -> ofDecisions();
            case OBD -> ofOpenBandit();
        };
        OffPolicyOutput output = new OffPolicyOutput(target.name(), report);
        if (store) {
            new ReportArchive(common.loadConfig(), new DataDirectory(common.dataDir()))
                    .add(StoredReport.OFF_POLICY, output.json());
        }
        common.print(output.text(), output.json());
        return ExitCode.OK;
    }

    private OffPolicyReport ofDecisions() {
        if (prior != null || campaign != null) {
            throw usage("--prior and --campaign are of --log-format obd");
        }
        return target.replaying(common, this::ofDecisions);
    }

    private OffPolicyReport ofDecisions(PolicyReplay replay) {
        ReplayedLog replayed = ReplayedLog.of(log.open(common), log.query().newest(requests), log.reward(), replay);
        if (replayed.degraded() + replayed.skipped() > 0) {
            common.err()
                    .println("left out: " + replayed.degraded() + " degraded slates, " + replayed.skipped()
                            + " in which nothing was drawn, or of which is not known what the policy needs");
            common.err().flush();
        }
        return OffPolicyEvaluation.run(replayed.outcomes(), replayed, replayed.items(), plan(replayed::item));
    }

    /** Returns the plan, given the ids of items by ordinal. */
    private OffPolicyPlan plan(IntFunction<String> item) {
        Bootstrap bootstrap = new Bootstrap(replicates, seed);
        return groups == null
                ? OffPolicyPlan.of(folds, bootstrap)
                : new OffPolicyPlan(folds, bootstrap, ItemGroups.read(groups).by(item));
    }

    private OffPolicyReport ofOpenBandit() {
        Path file = log.file().orElseThrow(() -> usage("--log-format obd needs --log"));
        if (log.restricted() || target.isDetailed()) {
            throw usage("--placement, --since, --until, --set, --rank and --bundle are of --log-format candor");
        }
        OpenBanditLog rows = OpenBanditLog.read(file);
        PositionLaw law = law(rows);
        return OffPolicyEvaluation.run(rows.outcomes(law), law, law.items(), plan(Integer::toString));
    }

    private PositionLaw law(OpenBanditLog rows) {
        return switch (target.name()) {
            case "uniform" -> PositionLaw.uniform(rows, rows.items());
            case "bts-prior" -> {
                if (prior == null || campaign == null) {
                    throw usage("--policy bts-prior needs --prior and --campaign");
                }
                yield PositionLaw.thompson(rows, BetaPriors.read(prior, campaign));
            }
            default -> throw usage("there is no policy '" + target.name() + "'; there are: uniform, bts-prior");
        };
    }

    private static CandorException usage(String message) {
        return new CandorException(ErrorCode.USAGE, message);
    }
}
