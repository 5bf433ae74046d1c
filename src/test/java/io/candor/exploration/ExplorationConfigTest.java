package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExplorationConfigTest {
    @Test
    void create_outOfBounds_namesKeyAndBound() {
        assertRefused("temperature must be 0.001 to 1000.0, was 0.0", 0, 0, 0, 1, 1, 0);
        assertRefused("floor must be 0.0 to 1.0, was 1.5", 1, 1.5, 0, 1, 1, 0);
        assertRefused("epsilon must be 0.0 to 1.0, was NaN", 1, 0, Double.NaN, 1, 1, 0);
        assertRefused("deviation must be 0.0 to 100.0, was -1.0", 1, 0, 0, -1, 1, 0);
        assertRefused("candidates must be 1 to 500, was 501", 1, 0, 0, 1, 501, 0);
        assertRefused("pinned must be 0 to 100, was -1", 1, 0, 0, 1, 1, -1);
    }

    private static void assertRefused(
            String message, double temperature, double floor, double epsilon, double deviation, int c, int pinned) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ExplorationConfig(Policy.GREEDY, temperature, floor, epsilon, deviation, c, pinned));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void of_parameters_isTheSame() {
        ExplorationConfig config = new ExplorationConfig(Policy.THOMPSON, 0.3, 0.07, 0.2, 1.5, 77, 2);
        assertEquals(config, ExplorationConfig.of("thompson", config.parameters()));
        assertThrows(IllegalArgumentException.class, () -> ExplorationConfig.of("roulette", config.parameters()));
    }

    @Test
    void isCertain_onlyWithoutChance() {
        assertTrue(ExplorationConfig.defaults().isCertain());
        assertFalse(new ExplorationConfig(Policy.GREEDY, 1, 0.01, 0.1, 1, 100, 0).isCertain());
        assertFalse(new ExplorationConfig(Policy.EXPLORE_SLOT, 1, 0, 0.1, 1, 100, 0).isCertain());
    }

    @Test
    void logit_beyondFloats_isFinite() {
        assertTrue(Float.isFinite(new ExplorationConfig(Policy.PLACKETT_LUCE, 0.001, 0, 0, 1, 1, 0).logit(1e300)));
    }
}
