package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawBudgetTest {
    @ParameterizedTest
    @CsvSource({"10, 1, true", "20, 1, true", "100, 1, false", "10, 0.001, false", "100, 0, true"})
    void allows_thompson_boundsSlotsTimesNodes(int slots, float deviation, boolean allowed) {
        ExplorationConfig thompson = new ExplorationConfig(Policy.THOMPSON, 1, 0, 0, 1, 200, 0);
        assertEquals(allowed, DrawBudget.allows(thompson, pool(slots, deviation)));
    }

    @Test
    void allows_otherPolicies_always() {
        for (Policy policy : Policy.values()) {
            if (policy != Policy.THOMPSON) {
                ExplorationConfig config = new ExplorationConfig(policy, 1, 0.1, 0.1, 1, 500, 0);
                assertEquals(true, DrawBudget.allows(config, pool(100, 0.001f)));
            }
        }
    }

    /** Scores from 0 to 5, deviations of one to a third. */
    private static DrawPool pool(int slots, float deviation) {
        DrawPool pool = new DrawPool(200);
        pool.reset(slots, 0);
        for (int i = 0; i < 200; i++) {
            pool.add(5 - i / 40f, deviation * (1 - i % 3 / 3f * 2 / 2));
        }
        return pool;
    }
}
