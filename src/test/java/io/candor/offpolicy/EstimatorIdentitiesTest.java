package io.candor.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bootstrap;
import io.candor.math.MeanInterval;
import io.candor.math.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Estimators at the limits of their parameters, and where two of them must agree. */
final class EstimatorIdentitiesTest {
    private static final int ITEMS = 6;
    private static final int POSITIONS = 3;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Bandit bandit = new Bandit();

    @RepeatedTest(20)
    void estimators_samePolicy_areWhatWasEarned(RepetitionInfo round) {
        Outcomes outcomes = bandit.log(200, round.getCurrentRepetition(), bandit.logged);
        ItemEstimators items = new ItemEstimators(outcomes, rewards(outcomes, bandit.logged, 2));
        SlateEstimators slates = new SlateEstimators(outcomes);
        double earned = items.onPolicy().value();
        for (RatioSum sum : List.of(
                items.ips(),
                items.snips(),
                items.clipped(1),
                items.subGaussianIps(0.4),
                items.marginalised(item -> item % 2),
                slates.sips(),
                slates.snsips(),
                slates.rips(),
                slates.snrips())) {
            assertEquals(earned, sum.value(), 1e-12);
            assertEquals(items.onPolicy().standardError(), sum.standardError(), 1e-3);
        }
        assertEquals(items.doublyRobust().value(), items.sndr().value(), 1e-12);
        assertEquals(items.doublyRobust().value(), items.switchDr(1).value(), 1e-12);
    }

    @RepeatedTest(20)
    void estimators_limitsOfTheirParameters_becomeEachOther(RepetitionInfo round) {
        Outcomes outcomes = bandit.log(200, round.getCurrentRepetition(), bandit.target);
        ItemEstimators items = new ItemEstimators(outcomes, rewards(outcomes, bandit.target, 2));
        same(items.ips(), items.clipped(INFINITY));
        same(items.ips(), items.clipped(1e9));
        same(items.ips(), items.subGaussianIps(0));
        same(items.onPolicy(), items.subGaussianIps(1));
        assertEquals(0, items.clipped(0).value());
        same(items.directMethod(), items.switchDr(0));
        same(items.doublyRobust(), items.switchDr(INFINITY));
        same(items.directMethod(), items.shrunkDr(0));
        same(items.doublyRobust(), items.shrunkDr(INFINITY));
        assertEquals(items.doublyRobust().value(), items.shrunkDr(1e12).value(), 1e-6);
        same(items.doublyRobust(), items.subGaussianDr(0));
        ItemEstimators unpredicted = new ItemEstimators(outcomes, ItemRewards.none(outcomes));
        same(unpredicted.ips(), unpredicted.doublyRobust());
        same(unpredicted.snips(), unpredicted.sndr());
        assertEquals(0, unpredicted.directMethod().value());
    }

    @RepeatedTest(20)
    void estimators_oneSlot_agreeWithThoseOfSlates(RepetitionInfo round) {
        Outcomes outcomes = bandit.log(150, round.getCurrentRepetition(), bandit.target);
        ItemEstimators items = new ItemEstimators(outcomes, ItemRewards.none(outcomes));
        SlateEstimators slates = new SlateEstimators(outcomes);
        same(items.ips(), slates.sips());
        same(items.ips(), slates.rips());
        same(items.snips(), slates.snsips());
        same(items.snips(), slates.snrips());
        same(items.ips(), slates.pseudoInverse(row -> outcomes.row(row).weight()));
        same(
                items.snips(),
                slates.selfNormalisedPseudoInverse(row -> outcomes.row(row).weight()));
        assertEquals(1, PseudoInverse.productWeight(4, 4));
    }

    @RepeatedTest(20)
    void mips_groups_reachFromIpsToNothingButTheMean(RepetitionInfo round) {
        Outcomes outcomes = bandit.log(200, round.getCurrentRepetition(), bandit.target);
        ItemEstimators items = new ItemEstimators(outcomes, ItemRewards.none(outcomes));
        // Weights here are a function of item and position, so a group of one item changes nothing.
        same(items.ips(), items.marginalised(item -> item));
        double expected = 0;
        for (int position = 1; position <= POSITIONS; position++) {
            double weights = 0;
            double rewards = 0;
            int rows = 0;
            for (int row = 0; row < outcomes.size(); row++) {
                if (outcomes.row(row).position() == position) {
                    weights += outcomes.row(row).weight();
                    rewards += outcomes.row(row).reward();
                    rows++;
                }
            }
            expected += rows == 0 ? 0 : weights / rows * rewards / outcomes.requests();
        }
        assertEquals(expected, items.marginalised(item -> 0).value(), 1e-12);
    }

    @RepeatedTest(20)
    void snips_scaledWeightsAndShiftedRewards_areScaledAndShifted(RepetitionInfo round) {
        List<Outcomes.Row> rows = new ArrayList<>();
        Outcomes outcomes = bandit.log(100, round.getCurrentRepetition(), bandit.target);
        Outcomes.Builder changed = new Outcomes.Builder();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcomes.Row row = outcomes.row(i);
            double weight = 3 * row.weight();
            rows.add(new Outcomes.Row(row.item(), row.position(), row.reward() + 7, row.logged(), weight, weight));
            changed.request(i, List.of(rows.getLast()));
        }
        double before =
                new ItemEstimators(outcomes, ItemRewards.none(outcomes)).snips().value();
        Outcomes after = changed.build();
        assertEquals(
                before + 7,
                new ItemEstimators(after, ItemRewards.none(after)).snips().value(),
                1e-12);
    }

    @Test
    void standardError_rowsOfOneUnit_countAsOne() {
        Outcomes once = bandit.log(300, 5, bandit.target);
        Outcomes.Builder builder = new Outcomes.Builder();
        for (int i = 0; i < once.size(); i++) {
            builder.request("user " + i, List.of(once.row(i))).request("user " + i, List.of(once.row(i)));
        }
        Outcomes twice = builder.build();
        assertEquals(600, twice.requests());
        assertEquals(300, twice.units());
        ItemEstimators single = new ItemEstimators(once, rewards(once, bandit.target, 1));
        ItemEstimators repeated = new ItemEstimators(twice, ItemRewards.none(twice));
        assertEquals(single.ips().value(), repeated.ips().value(), 1e-12);
        assertEquals(single.ips().standardError(), repeated.ips().standardError(), 1e-12);
        assertEquals(single.snips().standardError(), repeated.snips().standardError(), 1e-12);
    }

    @Test
    void standardError_everyEstimator_agreesWithDrawingAgain() {
        Outcomes outcomes = bandit.log(2_000, 8, bandit.target);
        ItemEstimators items = new ItemEstimators(outcomes, rewards(outcomes, bandit.target, 2));
        SlateEstimators slates = new SlateEstimators(outcomes);
        List<RatioSum> sums = List.of(
                items.ips(),
                items.snips(),
                items.snipsByPosition(),
                items.doublyRobust(),
                items.sndr(),
                items.shrunkDr(10),
                items.marginalised(item -> item % 2),
                slates.snrips());
        double[][] drawn = new Bootstrap(2_000, 3).draw(outcomes.units(), sums.size(), (times, out) -> {
            for (int e = 0; e < out.length; e++) {
                out[e] = sums.get(e).value(times);
            }
        });
        for (int e = 0; e < sums.size(); e++) {
            MeanInterval interval = MeanInterval.of(drawn[e]);
            double deviation = (interval.high() - interval.low()) / 2 / 1.959964 * Math.sqrt(drawn[e].length);
            // A standard deviation of 2,000 draws is known to 1.6 %.
            assertEquals(1, sums.get(e).standardError() / deviation, 0.08, "estimator " + e);
        }
    }

    @Test
    void estimators_manyLogs_areRightOnAverage() {
        int logs = 300;
        double[][] values = new double[7][logs];
        double[] held = new double[7];
        for (int log = 0; log < logs; log++) {
            Outcomes outcomes = bandit.log(300, 1_000 + log, bandit.target);
            ItemEstimators items = new ItemEstimators(outcomes, rewards(outcomes, bandit.target, 2));
            List<RatioSum> sums = List.of(
                    items.ips(),
                    items.snips(),
                    items.doublyRobust(),
                    items.sndr(),
                    items.snipsByPosition(),
                    items.marginalised(item -> item),
                    items.switchDr(100));
            for (int e = 0; e < values.length; e++) {
                Estimate estimate = sums.get(e).estimate();
                values[e][log] = estimate.value();
                held[e] += estimate.lo() <= bandit.truth() && bandit.truth() <= estimate.hi() ? 1.0 / logs : 0;
                assertTrue(Double.isNaN(estimate.lowerBound()) || estimate.lowerBound() < estimate.lo());
            }
        }
        for (int e = 0; e < values.length; e++) {
            MeanInterval mean = MeanInterval.of(values[e]);
            double error = (mean.high() - mean.low()) / 2 / 1.959964;
            assertEquals(bandit.truth(), mean.mean(), 4 * error, "estimator " + e);
            // 0.95 with a standard error of 0.013.
            assertEquals(0.95, held[e], 0.05, "interval of estimator " + e);
        }
    }

    private static void same(RatioSum first, RatioSum second) {
        assertEquals(first.value(), second.value(), 1e-12);
        // A plain mean is corrected for its degree of freedom, a ratio is not.
        assertEquals(first.standardError(), second.standardError(), 0.01 * first.standardError() + 1e-12);
    }

    private ItemRewards rewards(Outcomes outcomes, double[][] law, int folds) {
        return ItemRewards.fit(outcomes, bandit.law(outcomes, law), ITEMS, folds);
    }

    /** A world with known rewards, in which items are shown one at a time at one of three positions. */
    private static final class Bandit {
        private final double[][] logged = new double[POSITIONS][ITEMS];
        private final double[][] target = new double[POSITIONS][ITEMS];
        private final double[][] chance = new double[POSITIONS][ITEMS];

        Bandit() {
            SplitMix64 random = new SplitMix64(12);
            for (int k = 0; k < POSITIONS; k++) {
                for (int item = 0; item < ITEMS; item++) {
                    logged[k][item] = 0.2 + random.nextDouble();
                    target[k][item] = 0.1 + random.nextDouble();
                    chance[k][item] = 0.1 + 0.6 * random.nextDouble();
                }
                scale(logged[k]);
                scale(target[k]);
            }
        }

        private static void scale(double[] weights) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            for (int item = 0; item < weights.length; item++) {
                weights[item] /= sum;
            }
        }

        double truth() {
            double truth = 0;
            for (int k = 0; k < POSITIONS; k++) {
                for (int item = 0; item < ITEMS; item++) {
                    truth += target[k][item] * chance[k][item] / POSITIONS;
                }
            }
            return truth;
        }

        Outcomes log(int requests, long seed, double[][] wanted) {
            SplitMix64 random = new SplitMix64(seed);
            Outcomes.Builder builder = new Outcomes.Builder();
            for (int i = 0; i < requests; i++) {
                int k = random.nextInt(POSITIONS);
                int item = 0;
                for (double u = random.nextDouble(); item < ITEMS - 1 && u >= logged[k][item]; item++) {
                    u -= logged[k][item];
                }
                double reward = random.nextDouble() < chance[k][item] ? 1 : 0;
                builder.request(i, List.of(Outcomes.Row.single(item, k + 1, reward, logged[k][item], wanted[k][item])));
            }
            return builder.build();
        }

        TargetLaw law(Outcomes outcomes, double[][] wanted) {
            return new TargetLaw() {
                @Override
                public double expectation(int row, double[] values) {
                    double sum = 0;
                    for (int item = 0; item < ITEMS; item++) {
                        sum += wanted[outcomes.row(row).position() - 1][item] * values[item];
                    }
                    return sum;
                }

                @Override
                public double uncovered(int row) {
                    return 0;
                }
            };
        }
    }
}
