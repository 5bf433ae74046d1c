package io.candor.serving;

import io.candor.event.Decision;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one request is answered: its placement, as experiments change it.
 *
 * @param config the placement with the overrides of the request's arms
 * @param exploring whether anything may be left to chance
 * @param variants arms by experiment, as they count in results
 * @param forced arms by experiment that the request asked for; they count in no result
 * @param buckets by which the arms were found, by experiment
 */
record Placed(
        PlacementConfig config,
        boolean exploring,
        Map<String, String> variants,
        Map<String, String> forced,
        Map<String, Integer> buckets) {
    private static final ExplorationConfig GREEDY = ExplorationConfig.defaults();

    /** Returns the placement as it is configured. */
    static Placed plain(PlacementConfig config, boolean exploring) {
        return new Placed(config, exploring, Map.of(), Map.of(), Map.of());
    }

    /** Returns how slates are drawn; greedy while nothing may be left to chance. */
    ExplorationConfig exploration() {
        return exploring ? config.exploration() : GREEDY;
    }

    /** Returns what of the arms is logged beside those that count. */
    Decision.Exposure exposure() {
        return buckets.isEmpty() && forced.isEmpty() ? Decision.Exposure.NONE : new Decision.Exposure(buckets, forced);
    }

    /** Returns all arms by experiment, for the answer. */
    Map<String, String> allVariants() {
        if (forced.isEmpty()) {
            return variants;
        }
        Map<String, String> all = new TreeMap<>(variants);
        all.putAll(forced);
        return all;
    }

    /** Returns the name of the policy that draws. */
    String policy() {
        ExplorationConfig exploration = exploration();
        return exploration.isCertain()
                ? Policy.GREEDY.wire()
                : exploration.policy().wire();
    }
}
