package io.candor.serving;

import io.candor.event.Decision;
import io.candor.exploration.ExplorationConfig;
import java.util.Map;

/**
 * How one request is answered: its placement, as experiments change it.
 *
 * @param config the placement with the overrides of the request's arms
 * @param exploring whether anything may be left to chance
 * @param arms all of them by experiment, for the answer
 * @param variants those that count in results, by experiment
 * @param exposure how they came about, and those that the request forced
 */
record Placed(
        PlacementConfig config,
        boolean exploring,
        Map<String, String> arms,
        Map<String, String> variants,
        Decision.Exposure exposure) {
    private static final ExplorationConfig GREEDY = ExplorationConfig.defaults();

    /** Returns the placement as it is configured. */
    static Placed plain(PlacementConfig config, boolean exploring) {
        return new Placed(config, exploring, Map.of(), Map.of(), Decision.Exposure.NONE);
    }

    /** Returns how slates are drawn; greedy while nothing may be left to chance. */
    ExplorationConfig exploration() {
        return exploring ? config.exploration() : GREEDY;
    }
}
