package io.candor.debiasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.dataset.Interactions;
import io.candor.event.Action;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExposureTallyTest {
    /** How likely a click is at positions 1 to 5, and what a click there is worth. */
    private static final double[] PROPENSITIES = {0.20, 0.13, 0.09, 0.07, 0.05};

    private static final double[] WORTH = {5, 7.692, 11.111, 14.286, 20};

    @Test
    void inverse_clickPropensities_weighClicksByFiveToTwenty() {
        WeightingSettings settings = WeightingSettings.of(Weighting.IPS);
        for (int k = 0; k < WORTH.length; k++) {
            assertEquals(WORTH[k], settings.inverse(PROPENSITIES[k]), 1e-3, "position " + (k + 1));
        }
        assertEquals(20, settings.inverse(0.01), 1e-12, "clipped");
        WeightingSettings tempered = new WeightingSettings(Weighting.IPS, 0.05, 0.5, 0);
        assertEquals(Math.sqrt(5), tempered.inverse(0.2), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new WeightingSettings(Weighting.IPS, 0, 1, 0));
    }

    @Test
    void interactions_ips_pullsByTheTableOverAllPairs() {
        ExposureTally tally = tally(WeightingSettings.of(Weighting.IPS));
        tally.request("ann");
        for (int k = 0; k < WORTH.length; k++) {
            tally.add("ann", shown("i" + k, PROPENSITIES[k], PROPENSITIES[k], true));
        }
        tally.add("ann", shown("left", 0.2, 0.2, false));
        Interactions rows = tally.interactions(0.3);
        assertEquals(WORTH.length, rows.size(), "what was left counts as what was not shown");
        for (int k = 0; k < WORTH.length; k++) {
            assertEquals(0.3 * WORTH[k], rows.weight(k) * rows.target(k), 1e-3);
            assertEquals(0, rows.weight(k), 1e-5, "no weight beyond that of other pairs");
        }
    }

    @Test
    void interactions_coec_weighsByExaminationAndPullsByClicks() {
        ExposureTally tally = tally(WeightingSettings.of(Weighting.COEC));
        for (int request = 0; request < 4; request++) {
            tally.request("ann");
            tally.add("ann", shown("a", 0.5, 0.25, request == 0));
            tally.add("ann", shown("b", 0.25, 0.25, false));
        }
        tally.add("ann", shown("rare", 0.05, 0.05, false));
        Interactions rows = tally.interactions(0.1);
        assertEquals(2, rows.size(), "a pair that was looked at less than others weigh tells nothing");
        assertEquals(2 - 0.1, rows.weight(0), 1e-6);
        assertEquals(1, rows.weight(0) * rows.target(0), 1e-6);
        assertEquals(1, rows.value(0));
        assertEquals(1 - 0.1, rows.weight(1), 1e-6);
        assertEquals(0, rows.target(1));
    }

    @Test
    void interactions_relmfAndUbpr_countClicksOfAllRequestsOverExposure() {
        ExposureTally relmf = tally(WeightingSettings.of(Weighting.RELMF));
        ExposureTally ubpr = tally(WeightingSettings.of(Weighting.UBPR));
        for (ExposureTally tally : new ExposureTally[] {relmf, ubpr}) {
            for (int request = 0; request < 20; request++) {
                tally.request("ann");
                tally.add("ann", shown("a", 1, 0.5, request < 6));
                tally.add("ann", shown("left", 0.6, 0.2, false));
            }
            tally.add("ann", shown("b", 0.25, 0.25, true));
        }
        // γ is 6/0.5/20 = 0.6 of the one, which was clicked again and again, and 1/0.25/20 = 0.2 of the other.
        Interactions rows = relmf.interactions(0.25);
        assertEquals(2, rows.size());
        assertEquals(0.75 * 0.6, rows.weight(0), 1e-6);
        assertEquals(0.6, rows.weight(0) * rows.target(0), 1e-6);
        assertEquals(0.75 * 0.2, rows.weight(1), 1e-6);
        Interactions pairs = ubpr.interactions(0);
        assertEquals(0.6, pairs.target(0), 1e-6, "the rest is left");
        assertEquals(0.2, pairs.target(1), 1e-6);
        assertEquals(1.5, pairs.weight(0) * pairs.target(0), 1e-6, "over the mean");
        assertEquals(0.5, pairs.weight(1) * pairs.target(1), 1e-6);
    }

    @Test
    void interactions_popularity_scalesClicksOnRareItems() {
        ExposureTally tally = tally(new WeightingSettings(Weighting.NONE, 0.05, 1, 0.5));
        for (String user : new String[] {"ann", "bob", "cid", "dan"}) {
            tally.request(user);
            tally.add(user, shown("hit", 1, 1, true));
        }
        tally.add("ann", shown("rare", 1, 1, true));
        Interactions rows = tally.interactions(0);
        assertEquals(1, rows.weight(0), 1e-6);
        assertEquals(2, rows.weight(1), 1e-6, "(1/4)^-0.5");
        assertEquals(1, rows.target(1), 1e-6);
    }

    private static ExposureTally tally(WeightingSettings settings) {
        return new ExposureTally(settings, PositionBias.NONE, Set.of(Action.Type.CLICK));
    }

    private static ExposureTally.Impression shown(String item, double theta, double expected, boolean clicked) {
        return new ExposureTally.Impression(item, 1_000, theta, expected, clicked);
    }
}
