package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often slates were drawn, to be compared with how often they should have been. */
final class Frequencies {
    /** Standard deviations of a normal approximation; beyond them a sample is surprising about once in 30 million. */
    private static final double SURPRISE = 5.4;

    private final Map<List<Integer>, Integer> counts = new HashMap<>();
    private int total;
    private double inverses;
    private double squares;

    void add(SlateDraw draw) {
        counts.merge(Arrays.stream(Slates.of(draw)).boxed().toList(), 1, Integer::sum);
        total++;
        double inverse = Math.exp(-draw.lnJoint());
        inverses += inverse;
        squares += inverse * inverse;
    }

    double meanInverse() {
        return inverses / total;
    }

    /** Returns the relative tolerance of the mean inverse. */
    double inverseTolerance() {
        double mean = meanInverse();
        return SURPRISE * Math.sqrt((squares / total - mean * mean) / total) / mean + 1e-6;
    }

    /** Pearson's χ² over all slates that should come often enough, the others pooled. */
    void assertAgree(ExplorationConfig config, DrawPool pool, PageState page) {
        Explorer explorer = new Explorer();
        SlateDraw draw = new SlateDraw();
        double statistic = 0;
        int cells = 0;
        double rare = 0;
        int rareCount = 0;
        for (int[] slate : Slates.all(pool.size(), pool.slateSize())) {
            explorer.assess(config, pool, page, slate, draw);
            double expected = total * Math.exp(draw.lnJoint());
            int count = counts.getOrDefault(Arrays.stream(slate).boxed().toList(), 0);
            if (expected < 10) {
                rare += expected;
                rareCount += count;
            } else {
                statistic += (count - expected) * (count - expected) / expected;
                cells++;
            }
        }
        assertEquals(rare, rareCount, SURPRISE * Math.sqrt(rare) + 3);
        int freedom = Math.max(1, cells - 1);
        double limit = freedom + SURPRISE * Math.sqrt(2.0 * freedom) + 2 * SURPRISE;
        double found = statistic;
        assertTrue(found < limit, () -> "χ² " + found + " of at most " + limit + " for " + config);
    }
}
