package io.candor.experiment;

import io.candor.math.SpecialFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Computes the results of one experiment. Used once. */
final class ResultsComputation {
    private static final String DEBIASED_CTR = "debiased_ctr";
    /** Share of a variance below which what an adjustment leaves of it is rounding. */
    private static final double ROUNDING = 1e-9;

    private final ResultsInput input;
    private final ResultsConfig config;
    private final Experiment document;
    private final ConfidenceSequence sequence;
    private final double z;
    private final Map<String, ArmData> arms = new LinkedHashMap<>();
    private final List<ExperimentResults.GuardrailResult> guardrails = new ArrayList<>();

    ResultsComputation(ResultsInput input, ResultsConfig config) {
        this.input = input;
        this.config = config;
        this.document = input.experiment().document();
        this.sequence = new ConfidenceSequence(config.alpha(), config.tunedUnits());
        this.z = SpecialFunctions.normalTwoSidedQuantile(config.alpha());
        document.variants().forEach(variant -> arms.put(variant.id(), observed(variant.id())));
        ArmData holdout = observed(Experiment.HOLDOUT);
        if (document.bucketing().holdout() > 0 || holdout.units() > 0) {
            arms.put(Experiment.HOLDOUT, holdout);
        }
    }

    private ArmData observed(String variant) {
        return input.arms().stream()
                .filter(arm -> arm.variant().equals(variant))
                .findFirst()
                .orElse(new ArmData(variant, Map.of(), Map.of(), PositionCounts.NONE));
    }

    ExperimentResults results() {
        Set<Metric> metrics = new LinkedHashSet<>(document.measurement().metrics());
        document.measurement().guardrails().forEach(guardrail -> metrics.add(guardrail.metric()));
        Map<Metric, Cuped> adjustments = new LinkedHashMap<>();
        metrics.forEach(metric -> adjustments.put(metric, Cuped.pooled(moments(metric))));
        List<ExperimentResults.ArmResult> results = new ArrayList<>();
        for (ArmData arm : arms.values()) {
            List<ExperimentResults.MetricResult> ofArm = new ArrayList<>();
            adjustments.forEach((metric, cuped) -> ofArm.add(metric(arm, metric, cuped)));
            judge(arm, ofArm);
            results.add(new ExperimentResults.ArmResult(
                    arm.variant(), arm.units(), share(arm.variant()), ofArm, debiased(arm)));
        }
        SampleRatio ratio = sampleRatio();
        return new ExperimentResults(
                document.id(),
                document.control(),
                config.alpha(),
                config.tunedUnits(),
                results,
                ratio,
                guardrails,
                input.crossovers(),
                warnings(ratio));
    }

    private List<Moments> moments(Metric metric) {
        return arms.values().stream().map(arm -> moments(arm, metric)).toList();
    }

    private static Moments moments(ArmData arm, Metric metric) {
        return arm.moments().getOrDefault(metric, Moments.NONE);
    }

    private double share(String variant) {
        return input.experiment().epochs().getLast().shares().getOrDefault(variant, 0.0);
    }

    private ExperimentResults.MetricResult metric(ArmData arm, Metric metric, Cuped cuped) {
        Moments own = moments(arm, metric);
        Moments control = moments(control(), metric);
        Estimate estimate = Estimators.ratio(own);
        Optional<Comparison> comparison = compared(arm, own.n(), control.n())
                ? compare(Estimators.ratio(control), estimate, cuped.adjust(control), cuped.adjust(own))
                : Optional.empty();
        return new ExperimentResults.MetricResult(metric.name(), estimate, sequence.around(estimate), comparison);
    }

    private ArmData control() {
        return arms.getOrDefault(document.control(), observed(document.control()));
    }

    private boolean compared(ArmData arm, long units, long controlUnits) {
        return !arm.variant().equals(document.control()) && Math.min(units, controlUnits) >= config.minUnits();
    }

    /** An arm without any variance (nobody has clicked yet) says nothing, least of all with certainty. */
    private Optional<Comparison> compare(Estimate control, Estimate arm, Estimate adjustedControl, Estimate adjusted) {
        Estimate lift = Estimators.lift(control, arm);
        boolean known = control.variance() > 0 && arm.variance() > 0 && Double.isFinite(lift.value());
        if (!known) {
            return Optional.empty();
        }
        Estimate adjustedLift = remains(adjustedControl, control) && remains(adjusted, arm)
                ? Estimators.lift(adjustedControl, adjusted)
                : lift;
        WelchTest welch = WelchTest.of(control, arm);
        return Optional.of(new Comparison(
                lift,
                sequence.around(lift),
                sequence.pValue(lift),
                Interval.around(lift.value(), z * lift.standardError()),
                welch.difference(),
                welch.interval(config.alpha()),
                welch.pValue(),
                new MixtureSprt(config.mixtureLift()).pValue(lift),
                adjustedLift,
                sequence.around(adjustedLift),
                1 - adjustedLift.variance() / lift.variance()));
    }

    /** A covariate that explains everything leaves nothing but rounding, which is not certainty either. */
    private static boolean remains(Estimate adjusted, Estimate plain) {
        return adjusted.variance() > ROUNDING * plain.variance();
    }

    private Optional<ExperimentResults.MetricResult> debiased(ArmData arm) {
        Moments own = moments(arm, Metric.ctr());
        Moments control = moments(control(), Metric.ctr());
        if (input.examination().isEmpty() || own.n() < 2) {
            return Optional.empty();
        }
        Estimate estimate = DebiasedCtr.of(arm.positions(), input.examination(), own);
        Optional<Comparison> comparison = Optional.empty();
        if (compared(arm, own.n(), control.n())) {
            Estimate other = DebiasedCtr.of(control().positions(), input.examination(), control);
            comparison = compare(other, estimate, other, estimate);
        }
        return Optional.of(
                new ExperimentResults.MetricResult(DEBIASED_CTR, estimate, sequence.around(estimate), comparison));
    }

    private void judge(ArmData arm, List<ExperimentResults.MetricResult> metrics) {
        if (arm.variant().equals(document.control())) {
            return;
        }
        for (Guardrail guardrail : document.measurement().guardrails()) {
            Interval lift = metrics.stream()
                    .filter(metric -> metric.metric().equals(guardrail.metric().name()))
                    .flatMap(metric -> metric.comparison().stream())
                    .map(Comparison::adjustedSequence)
                    .findFirst()
                    .orElse(Interval.UNKNOWN);
            guardrails.add(new ExperimentResults.GuardrailResult(arm.variant(), guardrail, guardrail.judge(lift)));
        }
    }

    /**
     * Replicas follow a change of the shares one after the other, so some units are first exposed in an arm just after an epoch
     * in which it has a share, or just before. They are counted in that one, since where no unit should be a single one would
     * prove a mismatch for ever.
     */
    private SampleRatio sampleRatio() {
        AllottedExperiment experiment = input.experiment();
        List<Map<String, Long>> observed = new ArrayList<>();
        experiment.epochs().forEach(_ -> observed.add(new LinkedHashMap<>()));
        for (ArmData arm : input.arms()) {
            String variant = arm.variant();
            arm.unitsByEpoch()
                    .forEach((epoch, units) ->
                            observed.get(experiment.nearestWith(variant, epoch)).merge(variant, units, Long::sum));
        }
        List<SampleRatio.Stratum> strata = new ArrayList<>();
        for (int e = 0; e < observed.size(); e++) {
            strata.add(new SampleRatio.Stratum(
                    observed.get(e), experiment.epochs().get(e).shares()));
        }
        return SampleRatio.of(strata, config.sampleRatioConcentration());
    }

    private List<ExperimentResults.Warning> warnings(SampleRatio ratio) {
        long units = arms.values().stream().mapToLong(ArmData::units).sum();
        boolean mismatch = ratio.sequentialPValue() < config.sampleRatioAlpha();
        boolean crossed = input.crossovers() > config.maxCrossovers() * units;
        boolean few =
                arms.values().stream().anyMatch(arm -> share(arm.variant()) > 0 && arm.units() < config.minUnits());
        return Stream.of(ExperimentResults.Warning.values())
                .filter(warning -> switch (warning) {
                    case SAMPLE_RATIO_MISMATCH -> mismatch;
                    case CROSSOVERS -> crossed;
                    case FEW_UNITS -> few;
                })
                .toList();
    }
}
