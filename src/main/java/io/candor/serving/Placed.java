package io.candor.serving;

import io.candor.event.Decision;
import io.candor.exploration.ExplorationConfig;
import java.util.Map;

/**
 * How one request is answered: its placement, as experiments change it.
 *
 * @param config the placement with the overrides of the request's arms
 * @param exploring whether anything may be left to chance
 * @param parameters of its exploration and its ranking, as they are logged with what is drawn
 * @param arms all of them by experiment, for the answer
 * @param variants those that count in results, by experiment
 * @param exposure how they came about, and those that the request forced
 */
record Placed(
        PlacementConfig config,
        boolean exploring,
        Map<String, Double> parameters,
        Map<String, String> arms,
        Map<String, String> variants,
        Decision.Exposure exposure) {
    private static final ExplorationConfig GREEDY = ExplorationConfig.defaults();

    /** Returns a placement under no arms. */
    static Placed plain(PlacementConfig config, boolean exploring) {
        return new Placed(config, exploring, config.parameters(), Map.of(), Map.of(), Decision.Exposure.NONE);
    }

    /** Returns the same under arms that it is configured for. */
    Placed under(Map<String, String> all, Map<String, String> counted, Decision.Exposure how) {
        return new Placed(config, exploring, parameters, all, counted, how);
    }

    /** Returns how slates are drawn; greedy while nothing may be left to chance. */
    ExplorationConfig exploration() {
        return exploring ? config.exploration() : GREEDY;
    }
}
