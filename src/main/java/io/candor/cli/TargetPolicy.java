package io.candor.cli;

import io.candor.app.DataDirectory;
import io.candor.app.ModelRanking;
import io.candor.app.Promotion;
import io.candor.app.ServedCatalogs;
import io.candor.config.RecordOverlay;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.exploration.ExplorationConfig;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.ranking.ItemWeights;
import io.candor.ranking.RankingConfig;
import io.candor.serving.PolicyReplay;
import io.candor.serving.WeightRanking;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The policy whose worth is asked for: exploration, model and weights, each that of the log unless an option says otherwise. */
final class TargetPolicy {
    /** The policy of the log itself, with some parameters changed. */
    private static final String LOGGED = "logged";

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "NAME",
            description = "The policy in question. candor: logged, or an exploration policy; obd: uniform, or bts-prior"
                    + " (Thompson sampling at --prior).")
    private String name = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A parameter of the policy: temperature, floor, epsilon, …; may be repeated.")
    private Map<String, Double> parameters = new LinkedHashMap<>();

    @Option(
            names = "--bundle",
            paramLabel = "BUNDLE",
            description = "Ranks the logged candidates by this model. Default: as they were ranked.")
    private @Nullable Path bundle;

    @Option(
            names = "--rank",
            paramLabel = "KEY=VALUE",
            description =
                    "Ranks the logged candidates with another recency_weight, recency_half_life, popularity_exponent or"
                            + " season_boost; may be repeated.")
    private Map<String, String> weights = new LinkedHashMap<>();

    String name() {
        return name;
    }

    /** Returns whether more was said than a name. */
    boolean isDetailed() {
        return !parameters.isEmpty() || !weights.isEmpty() || bundle != null;
    }

    /**
     * Works with a replay of the policy, which is valid meanwhile.
     *
     * @throws CandorException USAGE for what there is not, before anything is opened
     */
    <T> T replaying(CommonOptions common, Function<PolicyReplay, T> work) {
        exploration(ExplorationConfig.defaults());
        weights(RankingConfig.defaults().itemWeights());
        if (weights.isEmpty()) {
            return ranked(common, PolicyReplay.Ranking.AS_LOGGED, work);
        }
        try (ServedCatalogs catalogs = ServedCatalogs.of(common.loadConfig(), new DataDirectory(common.dataDir()))) {
            return ranked(common, new WeightRanking(this::weights, catalogs), work);
        }
    }

    private <T> T ranked(CommonOptions common, PolicyReplay.Ranking weighted, Function<PolicyReplay, T> work) {
        if (bundle == null) {
            return work.apply(new PolicyReplay(this::exploration, weighted));
        }
        Map<String, Path> served = Promotion.bundles(common.loadConfig(), new DataDirectory(common.dataDir()));
        ModelSnapshot model = BundleReader.open(bundle);
        try (ModelRanking other = new ModelRanking(served, model)) {
            return work.apply(new PolicyReplay(this::exploration, weighted.then(other)));
        } finally {
            model.release();
        }
    }

    /** Returns the exploration in question, given that of the log. */
    private ExplorationConfig exploration(ExplorationConfig logged) {
        Map<String, Double> all = new HashMap<>(name.equals(LOGGED) ? logged.parameters() : Map.of());
        for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
            if (!logged.parameters().containsKey(parameter.getKey())) {
                throw usage("there is no parameter '" + parameter.getKey() + "'; there are: "
                        + String.join(
                                ", ",
                                logged.parameters().keySet().stream().sorted().toList()));
            }
            all.put(parameter.getKey(), parameter.getValue());
        }
        try {
            return ExplorationConfig.of(name.equals(LOGGED) ? logged.policy().wire() : name, all);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.USAGE, "--policy " + name + ": " + e.getMessage(), e);
        }
    }

    /** Returns the weights in question, given those of the log. */
    private ItemWeights weights(ItemWeights logged) {
        List<Violation> violations = new ArrayList<>();
        return RecordOverlay.over(logged, tree(), violations)
                .orElseThrow(() -> usage("--rank: "
                        + violations.stream().map(Violation::toString).collect(Collectors.joining("; "))));
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new HashMap<>();
        weights.forEach((key, value) -> tree.put(key, number(value)));
        return tree;
    }

    /** Returns a number where a text is one, since the overlay tells them apart; 14d, which Double would take, is a duration. */
    private static Object number(String value) {
        try {
            return new BigDecimal(value).doubleValue();
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static CandorException usage(String message) {
        return new CandorException(ErrorCode.USAGE, message);
    }
}
