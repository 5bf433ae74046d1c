package io.candor.serving;

import io.candor.config.RecordOverlay;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.event.Decision;
import io.candor.event.Subject;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.Arm;
import io.candor.experiment.Assignment;
import io.candor.experiment.Experiments;
import io.candor.experiment.VariantConfigs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The placements, the experiments on them, and whether anything is explored, at one moment. Immutable and thread-safe; a
 * request uses one from beginning to end.
 */
public final class ServingPlan {
    private static final Logger LOG = LogManager.getLogger(ServingPlan.class);

    private final Placements placements;
    private final Experiments experiments;
    private final boolean exploring;
    private final Map<String, Placed> plain = new HashMap<>();
    private final VariantConfigs<Placed> variants;
    private final Set<String> models;
    private final Set<String> ids;

    /**
     * Makes a plan.
     *
     * @param all every stored experiment
     * @param exploring false draws every slate greedily, whatever placements and experiments say
     */
    public ServingPlan(Placements placements, Collection<AllottedExperiment> all, boolean exploring) {
        this.placements = placements;
        this.exploring = exploring;
        this.experiments = all.isEmpty() ? Experiments.NONE : Experiments.of(all, placements.names());
        this.variants = new VariantConfigs<>(experiments, this::bind);
        this.models = new TreeSet<>();
        this.ids = all.stream().map(AllottedExperiment::id).collect(Collectors.toUnmodifiableSet());
        for (String name : placements.names()) {
            PlacementConfig config = placements.named(name);
            plain.put(name, Placed.plain(config, exploring));
            config.model().ifPresent(models::add);
        }
        all.stream()
                .filter(experiment -> experiment.document().enabled())
                .flatMap(experiment -> experiment.document().variants().stream())
                .map(variant -> variant.overrides().get("model"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .forEach(models::add);
    }

    /** Returns the ids of the experiments. */
    public Set<String> experiments() {
        return ids;
    }

    /** Returns the versions of models that slates are to be made with beside the active one. */
    public Set<String> models() {
        return models;
    }

    /**
     * Returns what is wrong with overrides of a placement, with paths relative to the overrides.
     *
     * @throws CandorException PLACEMENT_NOT_FOUND
     */
    public List<Violation> problems(String placement, Map<String, Object> overrides) {
        List<Violation> violations = new ArrayList<>();
        RecordOverlay.over(placements.named(placement), overrides, violations);
        return violations;
    }

    /**
     * Decides how a request is answered.
     *
     * @param subject who asks
     * @throws CandorException PLACEMENT_NOT_FOUND; INVALID_REQUEST when it forces arms that there are not
     */
    Placed place(RecommendationRequest request, Subject subject, long nowMillis) {
        Placed asConfigured = plain.get(request.placement());
        if (asConfigured == null) {
            throw placements.unknown(request.placement());
        }
        checkForced(request.variants());
        if (experiments == Experiments.NONE) {
            return asConfigured;
        }
        Assignment assignment = experiments.assign(
                request.placement(),
                subject,
                subject.hash(),
                request.contextAttributes(),
                request.variants(),
                nowMillis);
        return assignment.size() == 0 ? asConfigured : assigned(request.placement(), assignment);
    }

    private void checkForced(Map<String, String> forced) {
        List<Violation> violations = forced.isEmpty() ? List.of() : experiments.checkForced(forced);
        if (!violations.isEmpty()) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "variants ask for arms that there are not",
                    violations.stream()
                            .map(violation -> new Violation("variants." + violation.field(), violation.message()))
                            .toList());
        }
    }

    private Placed assigned(String placement, Assignment assignment) {
        Map<String, String> arms = assignment.variants();
        Map<String, String> forced = new HashMap<>();
        Map<String, Integer> buckets = new HashMap<>();
        for (int i = 0; i < assignment.size(); i++) {
            Arm arm = assignment.arm(i);
            if (assignment.forced(i)) {
                forced.put(arm.experiment(), arm.variant());
            } else {
                buckets.put(arm.experiment(), assignment.bucket(i));
            }
        }
        // A forced arm may take the place of another one's override, so that none of them is evidence.
        Map<String, String> counted = forced.isEmpty() ? arms : Map.of();
        return variants.of(placement, assignment).under(arms, counted, new Decision.Exposure(buckets, forced));
    }

    /** Overrides are checked before they are stored; a configuration that changed since may refuse them, and then holds itself. */
    private Placed bind(String placement, Map<String, Object> overrides) {
        PlacementConfig config = placements.named(placement);
        List<Violation> violations = new ArrayList<>();
        PlacementConfig overlaid = RecordOverlay.over(config, overrides, violations)
                .orElseGet(() -> {
                    LOG.warn("overrides of an experiment do not fit placement {} any more: {}", placement, violations);
                    return config;
                });
        return Placed.plain(overlaid, exploring);
    }
}
