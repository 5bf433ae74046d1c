package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExperimentResultsTest {
    private static final Metric CTR = Metric.ctr();
    private static final AllottedExperiment EXPERIMENT = Documents.allotted(
            "{'id':'e','variants':[{'id':'control'},{'id':'better'},{'id':'worse'}],"
                    + "'metrics':['ctr'],'guardrails':[{'metric':'ctr','tolerated_loss':0.05},"
                    + "{'metric':'hide_per_unit','direction':'down','tolerated_loss':0.1}]}",
            List.of());

    @Test
    void of_knownWorld_findsLiftsAndVerdicts() {
        ExperimentResults results = ExperimentResults.of(input(20_000, List.of(), 0), ResultsConfig.defaults());
        assertEquals(List.of("control", "better", "worse"), names(results));
        Comparison better = comparison(results, 1);
        Comparison worse = comparison(results, 2);
        assertTrue(better.sequence().contains(0.1) && !better.sequence().contains(0), better.toString());
        assertTrue(worse.sequence().contains(-0.2) && !worse.sequence().contains(-0.05), worse.toString());
        assertTrue(results.arms().getFirst().metrics().getFirst().comparison().isEmpty());
        assertTrue(better.fixed().low() > better.sequence().low()
                && better.fixed().high() < better.sequence().high());
        assertTrue(
                better.fixedDifference().contains(0.01),
                better.fixedDifference().toString());
        assertTrue(better.fixedPValue() < better.sequencePValue());
        assertTrue(better.mixturePValue() < 0.05);
        assertEquals(
                List.of(
                        "better ctr pass",
                        "better hide_per_unit undecided",
                        "worse ctr fail",
                        "worse hide_per_unit undecided"),
                results.guardrails().stream()
                        .map(g -> g.variant() + " " + g.guardrail().metric().name() + " "
                                + g.verdict().wire())
                        .toList());
        assertEquals(List.of(), results.warnings());
    }

    /**
     * Taste has variance 0.27, clicks of control 1.08 + 1.77 of chance, those before 27 + 9: ρ² = 5.4² / (2.85 · 36) = 0.28; the
     * worst arm has fewer clicks, and with the same θ 0.23 is left of it.
     */
    @Test
    void of_covariate_intervalsShrinkByRhoSquaredAndEffectStays() {
        ExperimentResults results = ExperimentResults.of(input(20_000, List.of(), 0), ResultsConfig.defaults());
        for (int arm = 1; arm <= 2; arm++) {
            Comparison comparison = comparison(results, arm);
            assertEquals(0.26, comparison.varianceReduction(), 0.04);
            assertTrue(width(comparison.adjustedSequence()) < width(comparison.sequence()));
            assertEquals(
                    comparison.lift().value(),
                    comparison.adjusted().value(),
                    3 * comparison.lift().standardError());
        }
    }

    @Test
    void of_noCovariate_adjustedIsUnadjusted() {
        ResultsInput input = new ResultsInput(
                EXPERIMENT, List.of(arm("control", 500, 0.1, 0, 1), arm("better", 500, 0.1, 0, 2)), 0, List.of());
        Comparison comparison = comparison(ExperimentResults.of(input, ResultsConfig.defaults()), 1);
        assertEquals(comparison.lift().value(), comparison.adjusted().value());
        assertEquals(0, comparison.varianceReduction(), 1e-12);
    }

    /** One arm shows its items higher up: its plain rate is better, what is clicked where it is looked at is not. */
    @Test
    void of_armThatOnlyMovesItemsUp_debiasedCtrSeesThroughIt() {
        List<Double> theta = List.of(1.0, 0.5);
        ArmData control = placed("control", 1_000, 3_000, 3, 0.1);
        ArmData better = placed("better", 3_000, 1_000, 4, 0.1);
        ExperimentResults results = ExperimentResults.of(
                new ResultsInput(EXPERIMENT, List.of(control, better), 0, theta), ResultsConfig.defaults());
        ExperimentResults.MetricResult debiased =
                results.arms().get(1).debiasedCtr().orElseThrow();
        assertEquals("debiased_ctr", debiased.metric());
        assertEquals(0.1, debiased.estimate().value(), 1e-9);
        assertEquals(0, debiased.comparison().orElseThrow().lift().value(), 1e-9);
        assertTrue(comparison(results, 1).lift().value() > 0.3);
    }

    @Test
    void debiasedCtr_handComputed_equals() {
        PositionCounts counts = new PositionCounts(List.of(100L, 100L, 100L), List.of(20L, 10L, 5L));
        MomentsAccumulator independent = new MomentsAccumulator();
        for (int i = 0; i < 300; i++) {
            independent.add(i < 35 ? 1 : 0, 1, 0);
        }
        Estimate estimate = DebiasedCtr.of(counts, List.of(1.0, 0.5), independent.moments());
        assertEquals(35 / 200.0, estimate.value(), 1e-12);
        double binomial = (20 * 0.8 + 10 * 0.9 + 5 * 0.95) / (200.0 * 200);
        assertEquals(binomial * 300 / 299, estimate.variance(), 1e-12, "units of one impression have no design effect");
    }

    @Test
    void of_nothingObserved_saysSo() {
        ExperimentResults results = ExperimentResults.of(
                new ResultsInput(EXPERIMENT, List.of(), 0, List.of(1.0)), ResultsConfig.defaults());
        assertEquals(List.of(ExperimentResults.Warning.FEW_UNITS), results.warnings());
        for (ExperimentResults.ArmResult arm : results.arms()) {
            assertEquals(0, arm.units());
            assertEquals(1 / 3.0, arm.share(), 1e-6);
            assertEquals(Interval.UNKNOWN, arm.metrics().getFirst().interval());
            assertTrue(arm.metrics().getFirst().comparison().isEmpty());
            assertTrue(arm.debiasedCtr().isEmpty());
        }
        assertTrue(results.guardrails().stream().allMatch(g -> g.verdict() == Guardrail.Verdict.UNDECIDED));
    }

    @Test
    void of_nobodyHasClickedInAnArm_nothingIsCertain() {
        ResultsInput input = new ResultsInput(
                EXPERIMENT, List.of(arm("control", 500, 0.1, 0, 1), arm("better", 500, 0, 0, 2)), 0, List.of());
        assertTrue(ExperimentResults.of(input, ResultsConfig.defaults())
                .arms()
                .get(1)
                .metrics()
                .getFirst()
                .comparison()
                .isEmpty());
    }

    @Test
    void of_lostUnitsAndCrossovers_warned() {
        ResultsInput input = new ResultsInput(
                EXPERIMENT,
                List.of(
                        arm("control", 5_000, 0.1, 0, 1),
                        arm("better", 4_000, 0.1, 0, 2),
                        arm("worse", 5_000, 0.1, 0, 3)),
                300,
                List.of());
        ExperimentResults results = ExperimentResults.of(input, ResultsConfig.defaults());
        assertEquals(
                List.of(ExperimentResults.Warning.SAMPLE_RATIO_MISMATCH, ExperimentResults.Warning.CROSSOVERS),
                results.warnings());
        assertTrue(results.sampleRatio().pValue() < 1e-10);
    }

    /** A covariate that is the metric itself leaves no variance. */
    @Test
    void of_covariateThatExplainsEverything_claimsNoCertainty() {
        Comparison comparison = comparison(
                ExperimentResults.of(
                        new ResultsInput(
                                EXPERIMENT, List.of(foretold("control", 2), foretold("better", 3)), 0, List.of()),
                        ResultsConfig.defaults()),
                1);
        assertTrue(width(comparison.sequence()) > 0);
        assertEquals(comparison.lift(), comparison.adjusted());
        assertEquals(comparison.sequence(), comparison.adjustedSequence());
        assertEquals(0, comparison.varianceReduction());
    }

    private static ArmData foretold(String variant, int every) {
        MomentsAccumulator moments = new MomentsAccumulator();
        for (int u = 0; u < 600; u++) {
            double y = u % every == 0 ? 1 : 0;
            moments.add(y, 1, y);
        }
        return new ArmData(variant, Map.of(0, 600L), Map.of(CTR, moments.moments()), PositionCounts.NONE);
    }

    @Test
    void of_unitsOfAnEpochInWhichTheirArmHasNoShare_countInTheNearestInWhichItHas() {
        Map<String, Double> two = Map.of("control", 0.5, "better", 0.5);
        Map<String, Double> three = Map.of("control", 0.4, "better", 0.4, "worse", 0.2);
        AllottedExperiment changed = epochs(two, three, two, two);
        SampleRatio late = sampleRatio(
                changed,
                counts("control", 500, 400, 500, 500),
                counts("better", 500, 400, 500, 500),
                counts("worse", 1, 197, 1, 1));
        assertEquals(
                sampleRatio(
                        changed,
                        counts("control", 500, 400, 500, 500),
                        counts("better", 500, 400, 500, 500),
                        counts("worse", 0, 200, 0, 0)),
                late);
        assertEquals(1, late.pValue(), 1e-9);
        SampleRatio many = sampleRatio(
                changed,
                counts("control", 500, 400, 500, 500),
                counts("better", 500, 400, 500, 500),
                counts("worse", 0, 200, 0, 600));
        assertTrue(many.sequentialPValue() < 1e-4, "so many are no stragglers: " + many);
        SampleRatio never = sampleRatio(epochs(two, two), counts("control", 500, 500), counts("worse", 0, 1));
        assertEquals(0, never.sequentialPValue(), "an arm that never had a share");
    }

    @SafeVarargs
    private static AllottedExperiment epochs(Map<String, Double>... shares) {
        List<AllottedExperiment.Epoch> epochs = new ArrayList<>();
        for (Map<String, Double> each : shares) {
            epochs.add(new AllottedExperiment.Epoch(1_000L * epochs.size(), each));
        }
        return new AllottedExperiment(EXPERIMENT.document(), EXPERIMENT.allocation(), epochs);
    }

    private static ArmData counts(String variant, long... unitsByEpoch) {
        Map<Integer, Long> units = new HashMap<>();
        for (int epoch = 0; epoch < unitsByEpoch.length; epoch++) {
            units.put(epoch, unitsByEpoch[epoch]);
        }
        return new ArmData(variant, units, Map.of(), PositionCounts.NONE);
    }

    private static SampleRatio sampleRatio(AllottedExperiment experiment, ArmData... arms) {
        ResultsInput input = new ResultsInput(experiment, List.of(arms), 0, List.of());
        return ExperimentResults.of(input, ResultsConfig.defaults()).sampleRatio();
    }

    @Test
    void judge_intervals_verdicts() {
        Guardrail up = new Guardrail(CTR, Guardrail.Direction.UP, 0.02);
        assertEquals(Guardrail.Verdict.PASS, up.judge(new Interval(-0.01, 0.5)));
        assertEquals(Guardrail.Verdict.FAIL, up.judge(new Interval(-0.5, -0.03)));
        assertEquals(Guardrail.Verdict.UNDECIDED, up.judge(new Interval(-0.03, 0.5)));
        Guardrail down = new Guardrail(CTR, Guardrail.Direction.DOWN, 0.02);
        assertEquals(Guardrail.Verdict.PASS, down.judge(new Interval(-0.5, 0.01)));
        assertEquals(Guardrail.Verdict.FAIL, down.judge(new Interval(0.03, 0.5)));
        assertEquals(Guardrail.Verdict.UNDECIDED, down.judge(Interval.UNKNOWN));
    }

    @Test
    void metric_names_totalsOfAUnit() {
        assertEquals(3, CTR.numerator(3, 0));
        assertEquals(7, CTR.denominator(7));
        Metric share = Metric.named("purchase_share").orElseThrow();
        assertEquals(1, share.numerator(3, 99));
        assertEquals(0, share.numerator(0, 0));
        Metric value = Metric.named("purchase_value").orElseThrow();
        assertEquals(59.5, value.numerator(3, 59.5));
        assertEquals(1, value.denominator(7));
        assertEquals(59.5, Metric.value(new Action.Purchase(7, 8.5)));
        assertEquals(12, Metric.value(new Action.Watch(12, 20, false)));
        assertEquals(0, Metric.value(new Action.Click()));
        assertTrue(Metric.named("clicks").isEmpty());
        for (String name : Metric.names()) {
            assertEquals(name, Metric.named(name).orElseThrow().name());
        }
    }

    @Test
    void config_outOfRange_refused() {
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0, 1, 0.1, 2, 0.1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 0, 0.1, 2, 0.1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 1, 0, 2, 0.1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 1, 0.1, 1, 0.1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 1, 0.1, 2, 0.6, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 1, 0.1, 2, 0.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ResultsConfig(0.1, 1, 0.1, 2, 0.1, 1, 2));
    }

    private static ResultsInput input(int units, List<Double> theta, long crossovers) {
        return new ResultsInput(
                EXPERIMENT,
                List.of(
                        arm("control", units, 0.1, 0.9, 1),
                        arm("better", units, 0.11, 0.9, 2),
                        arm("worse", units, 0.08, 0.9, 3)),
                crossovers,
                theta);
    }

    /** Units of 20 impressions whose rate varies around {@code rate}; x is what they clicked before, at control's rate. */
    private static ArmData arm(String variant, int units, double rate, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MomentsAccumulator moments = new MomentsAccumulator();
        for (int u = 0; u < units; u++) {
            double taste = 1 + spread * (2 * random.nextDouble() - 1);
            int before = spread > 0 ? clicks(100, 0.1 * taste, random) : 0;
            moments.add(clicks(20, rate * taste, random), 20, before);
        }
        return new ArmData(variant, Map.of(0, (long) units), Map.of(CTR, moments.moments()), PositionCounts.NONE);
    }

    private static int clicks(int impressions, double rate, SplittableRandom random) {
        int clicks = 0;
        for (int i = 0; i < impressions; i++) {
            clicks += random.nextDouble() < rate ? 1 : 0;
        }
        return clicks;
    }

    /** So many impressions at positions 1 and 2 with click rates γ and γ/2, spread evenly over 1,000 units. */
    private static ArmData placed(String variant, long first, long second, int seed, double gamma) {
        long firstClicks = Math.round(first * gamma);
        long secondClicks = Math.round(second * gamma / 2);
        List<Long> clicks = new ArrayList<>(List.of(firstClicks, secondClicks));
        MomentsAccumulator moments = new MomentsAccumulator();
        long total = firstClicks + secondClicks;
        for (int u = 0; u < 1_000; u++) {
            moments.add((u + seed) % 1_000 < total ? 1 : 0, 4, 0);
        }
        return new ArmData(
                variant,
                Map.of(0, 1_000L),
                Map.of(CTR, moments.moments()),
                new PositionCounts(List.of(first, second), clicks));
    }

    private static List<String> names(ExperimentResults results) {
        return results.arms().stream().map(ExperimentResults.ArmResult::variant).toList();
    }

    private static Comparison comparison(ExperimentResults results, int arm) {
        return results.arms().get(arm).metrics().getFirst().comparison().orElseThrow();
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }
}
