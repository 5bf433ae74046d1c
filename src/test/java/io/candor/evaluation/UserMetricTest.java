package io.candor.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bootstrap;
import io.candor.math.MeanInterval;
import io.candor.math.SplitMix64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserMetricTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, 11);

    @Test
    void value_handComputed_isTheRatioOfSums() {
        UserMetric mean = UserMetric.mean("m", new double[] {1, Double.NaN, 4});
        assertEquals(2.5, mean.value());
        assertEquals(2, mean.judged());
        assertEquals(2, mean.value(new int[] {2, 5, 1}));
        UserMetric root = UserMetric.rootOfRatio("r", new double[] {8, 10}, new double[] {1, 1});
        assertEquals(3, root.value());
        assertEquals(Math.sqrt(28 / 3.0), root.value(new int[] {1, 2}), 1e-15);
        assertTrue(
                Double.isNaN(UserMetric.ratio("n", new double[1], new double[1]).value()));
    }

    @Test
    void interval_mean_isThatOfTheJudged() {
        UserMetric metric = UserMetric.mean("m", new double[] {1, 0, Double.NaN, 0, 1, 1});
        MeanInterval expected = MeanInterval.of(new double[] {1, 0, 0, 1, 1});
        assertEquals(expected.mean(), metric.interval().mean(), 1e-15);
        assertEquals(expected.low(), metric.interval().low(), 1e-12);
        assertEquals(expected.high(), metric.interval().high(), 1e-12);
    }

    @Test
    void intervals_normalSample_agreeWithTheNormalOnes() {
        SplitMix64 random = new SplitMix64(2);
        double[] values = new double[1_000];
        double[] squares = new double[1_000];
        double[] counts = new double[1_000];
        for (int u = 0; u < values.length; u++) {
            values[u] = 3 + random.nextGaussian();
            counts[u] = 1 + random.nextInt(5);
            for (int r = 0; r < counts[u]; r++) {
                squares[u] += Math.pow(random.nextGaussian(), 2);
            }
        }
        for (UserMetric metric : List.of(
                UserMetric.mean("mean", values),
                UserMetric.ratio("ratio", squares, counts),
                UserMetric.rootOfRatio("root", squares, counts))) {
            MeanInterval drawn = drawn(metric, BOOTSTRAP);
            MeanInterval normal = metric.interval();
            double width = normal.high() - normal.low();
            // An end of 2,000 draws has a standard error of about 0.014 of the width of the interval.
            assertEquals(normal.low(), drawn.low(), 0.06 * width, metric.name());
            assertEquals(normal.high(), drawn.high(), 0.06 * width, metric.name());
            assertNotEquals(normal, drawn);
        }
    }

    @Test
    void intervals_repeatedSamples_holdTheTruthAsOftenAsTheySay() {
        int held = 0;
        for (int round = 0; round < 400; round++) {
            SplitMix64 random = new SplitMix64(round);
            double[] values = new double[200];
            for (int u = 0; u < values.length; u++) {
                values[u] = random.nextDouble() < 0.3 ? 1 : 0;
            }
            MeanInterval interval = drawn(UserMetric.mean("m", values), new Bootstrap(200, round));
            held += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
        }
        // 0.95 of 400 with a standard error of 4.4, and a little less for the discreteness of sample and draws.
        assertTrue(held >= 362 && held <= 394, held + " of 400");
    }

    @Test
    void differences_pairedUsers_areTighterThanBothApart() {
        SplitMix64 random = new SplitMix64(8);
        double[] first = new double[500];
        double[] second = new double[500];
        for (int u = 0; u < first.length; u++) {
            double common = random.nextGaussian();
            first[u] = common + 0.05 + 0.1 * random.nextGaussian();
            second[u] = common + 0.1 * random.nextGaussian();
        }
        Map<String, Difference> differences = Difference.of(
                List.of(UserMetric.mean("m", first), UserMetric.mean("only here", first)),
                List.of(UserMetric.mean("m", second)),
                BOOTSTRAP);
        assertEquals(1, differences.size());
        Difference difference = differences.values().iterator().next();
        MeanInterval exact = paired(first, second);
        assertEquals(exact.mean(), difference.interval().mean(), 1e-12);
        assertEquals(exact.low(), difference.interval().low(), 0.06 * (exact.high() - exact.low()));
        assertTrue(difference.p() < 0.001, "p " + difference.p());
    }

    private static MeanInterval drawn(UserMetric metric, Bootstrap bootstrap) {
        return new Measurements(List.of(metric), Map.of(), List.of())
                .report(bootstrap)
                .metrics()
                .getOrDefault(metric.name(), new MeanInterval(0, 0, 0, 0));
    }

    private static MeanInterval paired(double[] first, double[] second) {
        double[] differences = new double[first.length];
        for (int u = 0; u < first.length; u++) {
            differences[u] = first[u] - second[u];
        }
        return MeanInterval.of(differences);
    }
}
