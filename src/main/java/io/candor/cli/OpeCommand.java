package io.candor.cli;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.BetaPriors;
import io.candor.offpolicy.OffPolicyEvaluation;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.offpolicy.OpenBanditLog;
import io.candor.offpolicy.PositionLaw;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimates what a policy would have earned from the log of another one. */
@Command(name = "ope", description = "Estimate what a policy would have earned, from the log of another one.")
public final class OpeCommand implements Callable<Integer> {
    /** The forms of logs. */
    enum LogFormat {
        /** The CSV of the Open Bandit Dataset. */
        OBD
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--log", required = true, paramLabel = "FILE", description = "The log.")
    private Path log = Path.of("");

    @Option(names = "--log-format", required = true, description = "obd: CSV of the Open Bandit Dataset.")
    private LogFormat format = LogFormat.OBD;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "NAME",
            description = "The policy in question: uniform, or bts-prior (Thompson sampling at --prior).")
    private String policy = "";

    @Option(names = "--prior", paramLabel = "FILE", description = "YAML with alpha and beta by campaign.")
    private @Nullable Path prior;

    @Option(names = "--campaign", paramLabel = "NAME", description = "Which one of the prior.")
    private @Nullable String campaign;

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

    @Override
    public Integer call() {
        if (folds < 1 || replicates < 1) {
            throw new CandorException(
                    ErrorCode.USAGE,
                    "--folds and --bootstrap must be at least 1, were " + folds + " and " + replicates);
        }
        OpenBanditLog rows = OpenBanditLog.read(log);
        PositionLaw law = law(rows);
        OffPolicyReport report = OffPolicyEvaluation.run(
                rows.outcomes(law), law, law.items(), OffPolicyPlan.of(folds, new Bootstrap(replicates, seed)));
        OffPolicyOutput output = new OffPolicyOutput(policy, report);
        common.print(output.text(), output.json());
        return ExitCode.OK;
    }

    private PositionLaw law(OpenBanditLog rows) {
        return switch (policy) {
            case "uniform" -> PositionLaw.uniform(rows, rows.items());
            case "bts-prior" -> {
                if (prior == null || campaign == null) {
                    throw new CandorException(ErrorCode.USAGE, "--policy bts-prior needs --prior and --campaign");
                }
                yield PositionLaw.thompson(rows, BetaPriors.read(prior, campaign));
            }
            default ->
                throw new CandorException(
                        ErrorCode.USAGE, "there is no policy '" + policy + "'; there are: uniform, bts-prior");
        };
    }
}
