package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.app.DataDirectory;
import io.candor.app.ReportArchive;
import io.candor.dataset.Interactions;
import io.candor.debiasing.ExposureTally;
import io.candor.debiasing.PositionBias;
import io.candor.debiasing.Weighting;
import io.candor.debiasing.WeightingSettings;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of what is learnt from slates as they were shown, as a picocli mixin. */
final class LogInput {
    @Mixin
    private ExposureOptions exposures = new ExposureOptions();

    @Option(
            names = "--position-bias",
            paramLabel = "FILE",
            description =
                    "Position bias, as propensity writes it (--log only). Default: that of the newest report in the"
                            + " database; with a file as the log, none is corrected for.")
    private @Nullable Path positionBias;

    @Option(
            names = "--weighting",
            paramLabel = "none|coec|ips|relmf|ubpr",
            description =
                    "How exposure is corrected for (--log only). Default: coec for ials, ubpr for bpr and hybrid.")
    private @Nullable Weighting weighting;

    @Option(
            names = "--clip",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "Least propensity that is divided by (--log only). Default: ${DEFAULT-VALUE}.")
    private double clip;

    @Option(
            names = "--exponent",
            paramLabel = "X",
            defaultValue = "1",
            description =
                    "Exponent of inverse propensities, 0.5 to temper them (--log only). Default: ${DEFAULT-VALUE}.")
    private double exponent;

    @Option(
            names = "--popularity-exponent",
            paramLabel = "BETA",
            defaultValue = "0",
            description = "Clicks on rare items count (clicks/most)^-BETA (--log only). Default: ${DEFAULT-VALUE}.")
    private double popularity;

    @Option(
            names = "--outcomes",
            split = ",",
            defaultValue = "click",
            paramLabel = "TYPE",
            description = "What counts as a click (--log only). Default: ${DEFAULT-VALUE}.")
    private Set<Action.Type> outcomes = Set.of();

    /**
     * Reads slates into weighted pairs.
     *
     * @param file the log, or nothing for the database
     * @param alpha0 of the trainer; 0 for one that has none
     */
    Interactions read(CommonOptions common, @Nullable Path file, String algorithm, double alpha0) {
        WeightingSettings settings = settings(algorithm);
        PositionBias bias = bias(common, file);
        if (bias.isEmpty()) {
            common.err().println("nothing is known of position bias: all positions count alike");
            common.err().flush();
        }
        ExposureTally tally = new ExposureTally(settings, bias, outcomes);
        long slates = exposures.log(common, file).read(exposures.query(outcomes), tally);
        Interactions pairs = tally.interactions(alpha0);
        if (pairs.size() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID, "none of the " + slates + " slates tells anything of a user");
        }
        return pairs;
    }

    /** Adds the settings of the algorithm that a weighting wants, where none were given. */
    void complete(String algorithm, Map<String, String> settings) {
        if (weighting == Weighting.COEC && ranks(algorithm)) {
            settings.putIfAbsent("sampler", "examined");
        }
    }

    private static boolean ranks(String algorithm) {
        return algorithm.equals("bpr") || algorithm.equals("hybrid");
    }

    private WeightingSettings settings(String algorithm) {
        Weighting customary =
                ranks(algorithm) ? Weighting.UBPR : algorithm.equals("ials") ? Weighting.COEC : Weighting.NONE;
        Weighting chosen = weighting == null ? customary : weighting;
        Set<Weighting> fitting = switch (algorithm) {
            case "ials" -> EnumSet.complementOf(EnumSet.of(Weighting.UBPR));
            case "bpr", "hybrid" -> EnumSet.of(Weighting.NONE, Weighting.COEC, Weighting.UBPR);
            default -> EnumSet.of(Weighting.NONE);
        };
        if (!fitting.contains(chosen)) {
            throw new CandorException(
                    ErrorCode.USAGE,
                    "--weighting " + chosen.name().toLowerCase(Locale.ROOT) + " is not for " + algorithm);
        }
        try {
            return new WeightingSettings(chosen, clip, exponent, popularity);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.USAGE, "--" + e.getMessage(), e);
        }
    }

    private PositionBias bias(CommonOptions common, @Nullable Path file) {
        if (positionBias == null) {
            return file == null
                    ? new ReportArchive(common.loadConfig(), new DataDirectory(common.dataDir())).positionBias()
                    : PositionBias.NONE;
        }
        try {
            JsonNode json = new ObjectMapper().readTree(positionBias.toFile());
            return PositionBias.read(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID, "cannot read " + positionBias + ": " + e.getMessage(), e);
        }
    }
}
