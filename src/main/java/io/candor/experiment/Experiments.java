package io.candor.experiment;

import io.candor.config.NearestName;
import io.candor.error.Violation;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All experiments at one moment, compiled. Immutable and thread-safe; a change of any experiment is another snapshot, and a
 * request uses one.
 */
public final class Experiments {
    /** Nobody is in any experiment. */
    public static final Experiments NONE = of(List.of(), List.of());

    private final Map<String, PlacementPlan> plans;
    private final Map<String, CompiledExperiment> byId;
    private final Map<String, String> layers;

    private Experiments(
            Map<String, PlacementPlan> plans, Map<String, CompiledExperiment> byId, Map<String, String> layers) {
        this.plans = plans;
        this.byId = byId;
        this.layers = layers;
    }

    /**
     * Compiles a snapshot.
     *
     * @param all every stored experiment, in any order; the disabled ones can be forced only
     * @param placements names of the configured placements
     */
    public static Experiments of(Collection<AllottedExperiment> all, Collection<String> placements) {
        Map<String, List<AllottedExperiment>> byLayer = all.stream()
                .sorted(Comparator.comparing(AllottedExperiment::id))
                .collect(Collectors.groupingBy(
                        e -> e.document().bucketing().layer(), TreeMap::new, Collectors.toList()));
        List<CompiledLayer> compiled = new ArrayList<>();
        Map<String, CompiledExperiment> byId = new TreeMap<>();
        Map<String, String> layers = new HashMap<>();
        byLayer.forEach((name, ofLayer) -> {
            CompiledLayer layer = new CompiledLayer(name, ofLayer);
            compiled.add(layer);
            layer.experiments().forEach(experiment -> {
                byId.put(experiment.id(), experiment);
                layers.put(experiment.id(), name);
            });
        });
        Map<String, PlacementPlan> plans = new HashMap<>();
        for (String placement : placements) {
            List<CompiledLayer> touching = compiled.stream()
                    .filter(layer -> layer.experiments().stream().anyMatch(e -> e.touches(placement)))
                    .toList();
            if (!touching.isEmpty()) {
                plans.put(placement, new PlacementPlan(placement, touching));
            }
        }
        return new Experiments(plans, byId, layers);
    }

    /**
     * Assigns a request. The unit is the subject: the user when there is one, else the session; nobody is not assigned.
     *
     * @param placement name; nobody is assigned on one that is not configured
     * @param subject who asks
     * @param unitHash its {@link Subject#hash}
     * @param attributes of the request's context
     * @param forced arms by experiment that the sender, who must be allowed to, asks for, also of experiments that are disabled
     *     and whatever the targeting; checked by {@link #checkForced}; those of experiments on other placements are left out
     * @param nowMillis epoch milliseconds
     * @return {@link Assignment#NONE} when no arm applies
     */
    public Assignment assign(
            String placement,
            Subject subject,
            long unitHash,
            Map<String, String> attributes,
            Map<String, String> forced,
            long nowMillis) {
        PlacementPlan plan = plans.get(placement);
        return plan == null ? Assignment.NONE : plan.assign(subject, unitHash, attributes, forced, nowMillis);
    }

    /** Returns what is wrong with forced arms, paths relative to the map: experiments, arms, two of one layer. */
    public List<Violation> checkForced(Map<String, String> forced) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        new TreeMap<>(forced).forEach((id, variant) -> {
            CompiledExperiment experiment = byId.get(id);
            if (experiment == null) {
                violations.add(new Violation(id, "there is no such experiment" + hint(id, byId.keySet())));
                return;
            }
            if (experiment.armNamed(variant) < 0) {
                List<String> names =
                        experiment.arms().stream().map(Arm::variant).toList();
                violations.add(new Violation(id, "must be one of " + String.join(", ", names)));
            }
            String other = taken.putIfAbsent(layers.getOrDefault(id, ""), id);
            if (other != null) {
                violations.add(new Violation(id, "excludes \"" + other + "\", which is of the same layer"));
            }
        });
        return violations;
    }

    private static String hint(String id, Collection<String> ids) {
        return NearestName.of(id, ids)
                .map(name -> ", did you mean \"" + name + "\"?")
                .orElse("");
    }

    /**
     * Returns the overrides that hold for a placement under a {@link Assignment#combination}, those of all layers in one
     * tree; empty for 0.
     */
    public Map<String, Object> overrides(String placement, long combination) {
        PlacementPlan plan = plans.get(placement);
        return plan == null ? Map.of() : plan.overrides(combination);
    }
}
