package io.candor.serving;

import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import java.util.Map;

/**
 * How one request is answered: its placement, as experiments change it.
 *
 * @param config the placement with the overrides of the request's arms
 * @param exploring whether anything may be left to chance
 * @param arms by experiment, as the answer names them
 * @param variants arms by experiment, as they are logged: those that the request forced are marked
 * @param buckets by which the arms were found, by experiment
 */
record Placed(
        PlacementConfig config,
        boolean exploring,
        Map<String, String> arms,
        Map<String, String> variants,
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

    /** Returns the name of the policy that draws. */
    String policy() {
        ExplorationConfig exploration = exploration();
        return exploration.isCertain()
                ? Policy.GREEDY.wire()
                : exploration.policy().wire();
    }
}
