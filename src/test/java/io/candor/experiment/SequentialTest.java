package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.SpecialFunctions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What happens to who looks again and again. Fixed seeds; the bounds are those that are promised. */
class SequentialTest {
    private static final int EXPERIMENTS = 1_000;
    private static final int LOOKS = 100;
    private static final double ALPHA = 0.05;

    private final ConfidenceSequence sequence =
            new ConfidenceSequence(ALPHA, ResultsConfig.defaults().tunedUnits());
    private final MixtureSprt mixture = new MixtureSprt(0.05);

    /**
     * 1,000 experiments in which both arms are the same, each watched 100 times while 100 units a look arrive or come back, with
     * click rates that differ between users: clicks per impression.
     */
    @Test
    void sequence_sameArmsWatchedAHundredTimes_fewFalsePositives() {
        SplittableRandom random = new SplittableRandom(20260101);
        int sequenceWrong = 0;
        int mixtureWrong = 0;
        int naiveWrong = 0;
        double z = SpecialFunctions.normalTwoSidedQuantile(ALPHA);
        for (int e = 0; e < EXPERIMENTS; e++) {
            MomentsAccumulator[] arms = {new MomentsAccumulator(), new MomentsAccumulator()};
            boolean[] wrong = new boolean[3];
            for (int look = 1; look <= LOOKS; look++) {
                for (MomentsAccumulator arm : arms) {
                    arrive(arm, 50, random);
                }
                Moments control = arms[0].moments();
                if (control.n() < ResultsConfig.defaults().minUnits()) {
                    continue;
                }
                Estimate lift = Estimators.lift(Estimators.ratio(control), Estimators.ratio(arms[1].moments()));
                wrong[0] |= !sequence.around(lift).contains(0);
                wrong[1] |= mixture.pValue(lift) < ALPHA;
                wrong[2] |= Math.abs(lift.value()) > z * lift.standardError();
            }
            sequenceWrong += wrong[0] ? 1 : 0;
            mixtureWrong += wrong[1] ? 1 : 0;
            naiveWrong += wrong[2] ? 1 : 0;
        }
        System.out.printf(
                "false positives of %d experiments, %d looks each, level %.2f: confidence sequence %d, mixture SPRT %d, naive z %d%n",
                EXPERIMENTS, LOOKS, ALPHA, sequenceWrong, mixtureWrong, naiveWrong);
        assertTrue(sequenceWrong <= ALPHA * EXPERIMENTS, "confidence sequence " + sequenceWrong);
        assertTrue(mixtureWrong <= ALPHA * EXPERIMENTS, "mixture " + mixtureWrong);
        assertTrue(naiveWrong >= 5 * ALPHA * EXPERIMENTS, "naive z " + naiveWrong);
    }

    private static void arrive(MomentsAccumulator arm, int units, SplittableRandom random) {
        for (int u = 0; u < units; u++) {
            int impressions = random.nextInt(5, 40);
            double rate = 0.4 * random.nextDouble() * random.nextDouble();
            int clicks = 0;
            for (int i = 0; i < impressions; i++) {
                clicks += random.nextDouble() < rate ? 1 : 0;
            }
            arm.add(clicks, impressions, 0);
        }
    }

    @Test
    void sequence_trueLift_foundAndCovered() {
        SplittableRandom random = new SplittableRandom(7);
        int found = 0;
        int missed = 0;
        for (int e = 0; e < 200; e++) {
            MomentsAccumulator control = new MomentsAccumulator();
            MomentsAccumulator treated = new MomentsAccumulator();
            boolean excludedZero = false;
            boolean excludedTruth = false;
            for (int look = 1; look <= 50; look++) {
                for (int u = 0; u < 200; u++) {
                    control.add(10 + random.nextGaussian(), 1, 0);
                    treated.add(10.1 + random.nextGaussian(), 1, 0);
                }
                Estimate lift =
                        Estimators.lift(Estimators.ratio(control.moments()), Estimators.ratio(treated.moments()));
                excludedZero |= !sequence.around(lift).contains(0);
                excludedTruth |= !sequence.around(lift).contains(0.01);
            }
            found += excludedZero ? 1 : 0;
            missed += excludedTruth ? 1 : 0;
        }
        assertTrue(found >= 195, "found " + found);
        assertTrue(missed <= 10, "missed " + missed);
    }

    @Test
    void sampleRatio_rightSharesWatched_fewAlarms() {
        SplittableRandom random = new SplittableRandom(11);
        int alarms = 0;
        int naive = 0;
        for (int e = 0; e < EXPERIMENTS; e++) {
            long a = 0;
            boolean alarm = false;
            boolean naiveAlarm = false;
            for (int look = 1; look <= LOOKS; look++) {
                a += binomial(1_000, 0.5, random);
                SampleRatio ratio = ratio(a, look * 1_000L - a);
                alarm |= ratio.sequentialPValue() < ALPHA;
                naiveAlarm |= ratio.pValue() < ALPHA;
            }
            alarms += alarm ? 1 : 0;
            naive += naiveAlarm ? 1 : 0;
        }
        System.out.printf(
                "sample ratio, false alarms of %d at %.2f: watched %d, chi-square %d%n",
                EXPERIMENTS, ALPHA, alarms, naive);
        assertTrue(alarms <= ALPHA * EXPERIMENTS, "alarms " + alarms);
        assertTrue(naive >= 5 * ALPHA * EXPERIMENTS, "chi-square " + naive);
    }

    /** One unit of a hundred of the second arm is lost, as by a crash of its page. */
    @Test
    void sampleRatio_onePercentLeak_caughtWhileWatched() {
        SplittableRandom random = new SplittableRandom(13);
        double level = ResultsConfig.defaults().sampleRatioAlpha();
        int caught = 0;
        long units = 0;
        for (int e = 0; e < 100; e++) {
            long a = 0;
            long b = 0;
            boolean alarm = false;
            for (int look = 1; look <= LOOKS && !alarm; look++) {
                int arrived = binomial(40_000, 0.5, random);
                a += arrived;
                b += binomial(40_000 - arrived, 0.99, random);
                alarm = ratio(a, b).sequentialPValue() < level;
            }
            caught += alarm ? 1 : 0;
            units += a + b;
        }
        System.out.printf("1 %% leak: caught %d of 100, after %,d units on average%n", caught, units / 100);
        assertEquals(100, caught);
    }

    /** One unit of a hundred is counted in the wrong arm. */
    @Test
    void sampleRatio_onePercentOfUnitsInTheWrongArm_caught() {
        SplittableRandom random = new SplittableRandom(17);
        for (int e = 0; e < 20; e++) {
            long a = binomial(250_000, 0.51, random);
            assertTrue(ratio(a, 250_000 - a).sequentialPValue() < 0.001);
        }
    }

    @Test
    void sampleRatio_sharesThatChanged_testedEpochByEpoch() {
        SampleRatio.Stratum half =
                new SampleRatio.Stratum(Map.of("a", 5_000L, "b", 5_000L), Map.of("a", 0.5, "b", 0.5));
        SampleRatio.Stratum most =
                new SampleRatio.Stratum(Map.of("a", 9_000L, "b", 1_000L), Map.of("a", 0.9, "b", 0.1));
        SampleRatio ratio = SampleRatio.of(List.of(half, most), 10_000);
        assertEquals(0, ratio.chiSquare(), 1e-9);
        assertEquals(2, ratio.degrees());
        assertEquals(1, ratio.sequentialPValue());
        SampleRatio.Stratum gone = new SampleRatio.Stratum(Map.of("a", 10L, "c", 1L), Map.of("a", 1.0));
        assertEquals(0, SampleRatio.of(List.of(half, gone), 10_000).sequentialPValue());
        assertEquals(new SampleRatio(0, 0, 1, 1), SampleRatio.of(List.of(), 10_000));
    }

    private static SampleRatio ratio(long a, long b) {
        return SampleRatio.of(
                List.of(new SampleRatio.Stratum(Map.of("a", a, "b", b), Map.of("a", 0.5, "b", 0.5))),
                ResultsConfig.defaults().sampleRatioConcentration());
    }

    /** By the normal approximation: n·p·(1 − p) is 250 or more here. */
    private static int binomial(int n, double p, SplittableRandom random) {
        return (int) Math.round(n * p + Math.sqrt(n * p * (1 - p)) * random.nextGaussian());
    }
}
