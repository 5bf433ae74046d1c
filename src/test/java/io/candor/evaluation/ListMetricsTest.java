package io.candor.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.SplitMix64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists are worth beside their accuracy, and what they are drawn from. */
final class ListMetricsTest {
    @Test
    void novelty_handComputed_isInformation() {
        ListQuality quality =
                ListQuality.of(FactorMatrix.ofRows(new float[3], 1), FloatColumn.of(new float[] {8, 2, 0}), 8);
        assertEquals(0, quality.novelty(new int[] {0, 1, 2}, 1));
        assertEquals(1, quality.novelty(new int[] {0, 1, 2}, 2), 1e-15);
        assertEquals((0 + 2 + 3) / 3.0, quality.novelty(new int[] {0, 1, 2}, 10), 1e-15);
        assertTrue(Double.isNaN(quality.novelty(new int[0], 10)));
    }

    @Test
    void diversity_handComputed_isDistance() {
        FactorMatrix items = FactorMatrix.ofRows(new float[] {2, 0, 0, 3, -1, 0, 0, 0}, 2);
        ListQuality quality = ListQuality.of(items, FloatColumn.of(new float[4]), 1);
        assertEquals(1, quality.diversity(new int[] {0, 1}, 2), 1e-15);
        assertEquals(2, quality.diversity(new int[] {0, 2}, 2), 1e-15);
        assertEquals((1 + 2 + 1) / 3.0, quality.diversity(new int[] {0, 1, 2}, 3), 1e-15);
        assertEquals(1, quality.diversity(new int[] {0, 3}, 2), 1e-15);
        assertTrue(Double.isNaN(quality.diversity(new int[] {0, 1}, 1)));
    }

    @Test
    void diversity_randomVectors_isTheMeanOverPairs() {
        SplitMix64 random = new SplitMix64(1);
        float[] rows = new float[30 * 6];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i < 6 ? 0 : (float) random.nextGaussian();
        }
        FactorMatrix items = FactorMatrix.ofRows(rows, 6);
        ListQuality quality = ListQuality.of(items, FloatColumn.of(new float[30]), 1);
        int[] list = IntStream.range(0, 30).toArray();
        for (int k = 2; k <= 30; k++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < i; j++) {
                    sum += 1 - cosine(items, i, j);
                }
            }
            assertEquals(sum / (k * (k - 1) / 2.0), quality.diversity(list, k), 1e-6);
        }
    }

    private static double cosine(FactorMatrix items, int i, int j) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (int d = 0; d < items.dims(); d++) {
            product += (double) items.at(i, d) * items.at(j, d);
            a += (double) items.at(i, d) * items.at(i, d);
            b += (double) items.at(j, d) * items.at(j, d);
        }
        return a == 0 || b == 0 ? 0 : product / Math.sqrt(a * b);
    }

    @Test
    void gini_handComputed_isConcentration() {
        assertEquals(0.75, exposure(0, 0, 4, 0).gini(), 1e-15);
        assertEquals(0, exposure(3, 3, 3).gini(), 1e-15);
        assertEquals(0.5, exposure(3, 3, 0, 0).gini(), 1e-15);
        assertEquals(0.25, exposure(0, 0, 4, 0).coverage());
        assertTrue(Double.isNaN(exposure(0, 0).gini()));
    }

    @Test
    void gini_randomCounts_isTheMeanDifference() {
        SplitMix64 random = new SplitMix64(6);
        for (int round = 0; round < 100; round++) {
            int[] counts = new int[1 + random.nextInt(20)];
            double sum = 0;
            for (int i = 0; i < counts.length; i++) {
                counts[i] = 1 + random.nextInt(9);
                sum += counts[i];
            }
            double differences = 0;
            for (int a : counts) {
                for (int b : counts) {
                    differences += Math.abs(a - b);
                }
            }
            assertEquals(
                    differences / (2 * counts.length * sum), exposure(counts).gini(), 1e-12);
        }
    }

    private static Exposure exposure(int... counts) {
        Exposure exposure = new Exposure(counts.length);
        for (int item = 0; item < counts.length; item++) {
            for (int n = 0; n < counts[item]; n++) {
                exposure.add(new int[] {item, 0}, 1);
            }
        }
        return exposure;
    }

    @Test
    void strata_handComputed_holdAThirdEach() {
        PopularityStrata strata = PopularityStrata.of(FloatColumn.of(new float[] {1, 6, 2, 2, 1, 3, 3, 0}));
        // By falling popularity: 6 | 3 3 | 2 2 1 1 0 of 18.
        int[] expected = {2, 0, 2, 2, 2, 1, 1, 2};
        for (int item = 0; item < expected.length; item++) {
            assertEquals(expected[item], strata.of(item), "item " + item);
        }
        assertEquals(2, PopularityStrata.of(FloatColumn.of(new float[1])).of(0));
    }

    @Test
    void thin_manyUsers_drawsUniformlyAndKeepsWhatIsHeldOut() {
        CandidateSample sample = new CandidateSample(5, 9);
        int[] drawn = new int[20];
        int rounds = 20_000;
        for (int user = 0; user < rounds; user++) {
            Bits candidates = Bits.full(20);
            candidates.clear(7);
            sample.thin(candidates, new int[] {3}, new SplitMix64(9 + user));
            assertEquals(6, candidates.cardinality());
            assertTrue(candidates.get(3) && !candidates.get(7));
            for (int item = candidates.nextSet(0); item >= 0; item = candidates.nextSet(item + 1)) {
                drawn[item]++;
            }
        }
        double p = 5 / 18.0;
        double error = Math.sqrt(rounds * p * (1 - p));
        for (int item = 0; item < 20; item++) {
            if (item != 3 && item != 7) {
                assertEquals(rounds * p, drawn[item], 4.5 * error, "item " + item);
            }
        }
    }

    @Test
    void thin_fewerThanAskedFor_keepsAll() {
        Bits candidates = Bits.full(4);
        new CandidateSample(9, 1).thin(candidates, new int[] {0}, new SplitMix64(1));
        assertEquals(4, candidates.cardinality());
        CandidateSample.ALL.thin(candidates, new int[] {0}, new SplitMix64(1));
        assertEquals(4, candidates.cardinality());
    }
}
