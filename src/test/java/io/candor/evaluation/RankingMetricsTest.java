package io.candor.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.MeanInterval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RankingMetricsTest {
    @Test
    void metrics_handComputedRanks_areTheirDefinitions() {
        int[] ranks = {2, 3, 11};

        assertEquals(0, RankingMetrics.hit(ranks, 1));
        assertEquals(1, RankingMetrics.hit(ranks, 2));
        assertEquals(0, RankingMetrics.recall(ranks, 1));
        assertEquals(2 / 3.0, RankingMetrics.recall(ranks, 10), 1e-15);
        assertEquals(1, RankingMetrics.recall(ranks, 11));
        assertEquals(0.5, RankingMetrics.reciprocalRank(ranks));
        // Gains 1/log₂3 + 1/log₂4 over 1 + 1/log₂3 + 1/log₂4.
        double third = 1 / 1.584962500721156;
        assertEquals((third + 0.5) / (1 + third + 0.5), RankingMetrics.ndcg(ranks, 10), 1e-12);
        assertEquals(third / (1 + third), RankingMetrics.ndcg(ranks, 2), 1e-12);
        assertEquals(0, RankingMetrics.ndcg(ranks, 1));
        assertEquals(0, RankingMetrics.precision(ranks, 1));
        assertEquals(2 / 3.0, RankingMetrics.precision(ranks, 3), 1e-15);
        assertEquals(0.2, RankingMetrics.precision(ranks, 10), 1e-15);
        // Precisions at the hits: 1/2, 2/3, 3/11.
        assertEquals((1 / 2.0 + 2 / 3.0) / 3, RankingMetrics.averagePrecision(ranks, 10), 1e-15);
        assertEquals((1 / 2.0 + 2 / 3.0 + 3 / 11.0) / 3, RankingMetrics.averagePrecision(ranks, 11), 1e-15);
        assertEquals(1 / 4.0, RankingMetrics.averagePrecision(ranks, 2), 1e-15);
    }

    @Test
    void ndcg_oneRelevantItem_isItsDiscount() {
        assertEquals(1, RankingMetrics.ndcg(new int[] {1}, 10));
        assertEquals(0.5, RankingMetrics.ndcg(new int[] {3}, 10), 1e-15);
        assertEquals(0, RankingMetrics.ndcg(new int[] {11}, 10));
    }

    @Test
    void metrics_randomRanks_stayInBoundsAndGrowWithDepth() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            int[] ranks = random.ints(1, 60)
                    .distinct()
                    .limit(1 + random.nextInt(8))
                    .sorted()
                    .toArray();
            for (int k = 1; k < 60; k++) {
                double ndcg = RankingMetrics.ndcg(ranks, k);
                double recall = RankingMetrics.recall(ranks, k);
                assertTrue(ndcg >= 0 && ndcg <= 1 + 1e-12, "nDCG " + ndcg);
                assertEquals(RankingMetrics.hit(ranks, k) > 0, recall > 0);
                assertEquals(RankingMetrics.hit(ranks, k) > 0, ndcg > 0);
                assertTrue(RankingMetrics.recall(ranks, k + 1) >= recall);
            }
        }
    }

    @Test
    void metrics_randomRanks_equalWhatTheListItselfSays() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 500; round++) {
            int[] ranks = random.ints(1, 40)
                    .distinct()
                    .limit(1 + random.nextInt(9))
                    .sorted()
                    .toArray();
            boolean[] relevant = new boolean[41];
            for (int rank : ranks) {
                relevant[rank] = true;
            }
            for (int k = 1; k <= 40; k++) {
                SlowMetrics slow = new SlowMetrics(relevant, ranks.length, k);
                assertEquals(slow.hits > 0 ? 1 : 0, RankingMetrics.hit(ranks, k));
                assertEquals(slow.hits / (double) k, RankingMetrics.precision(ranks, k), 1e-12);
                assertEquals(slow.hits / (double) ranks.length, RankingMetrics.recall(ranks, k), 1e-12);
                assertEquals(slow.gain / slow.ideal, RankingMetrics.ndcg(ranks, k), 1e-12);
                assertEquals(slow.precisions / slow.possible, RankingMetrics.averagePrecision(ranks, k), 1e-12);
            }
        }
    }

    /** Walks down a list as the definitions do. */
    private static final class SlowMetrics {
        private int hits;
        private double gain;
        private double ideal;
        private double precisions;
        private int possible;

        SlowMetrics(boolean[] relevant, int total, int k) {
            for (int rank = 1; rank <= k; rank++) {
                double discount = 1 / (Math.log(rank + 1) / Math.log(2));
                if (relevant[rank]) {
                    hits++;
                    gain += discount;
                    precisions += hits / (double) rank;
                }
                if (rank <= total) {
                    ideal += discount;
                    possible++;
                }
            }
        }
    }

    @Test
    void interval_handComputedSample_isMeanAndNormalBounds() {
        MeanInterval interval = MeanInterval.of(new double[] {1, 0, 0, 1, 1});

        // s² = (3·0.16 + 2·0.36)/4 = 0.3, so ± 1.96·√(0.3/5).
        assertEquals(0.6, interval.mean(), 1e-15);
        assertEquals(0.6 - 1.959964 * Math.sqrt(0.06), interval.low(), 1e-6);
        assertEquals(0.6 + 1.959964 * Math.sqrt(0.06), interval.high(), 1e-6);
        assertEquals(new MeanInterval(7, 7, 7, 1), MeanInterval.of(new double[] {7}));
        assertTrue(Double.isNaN(MeanInterval.of(new double[0]).mean()));
    }
}
