package io.candor.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What came of an experiment, as plain data.
 *
 * @param experiment id
 * @param control id of the variant the others are compared with
 * @param alpha level of the intervals
 * @param tunedUnits units at which the confidence sequences are narrowest
 * @param arms the variants in order, then the holdout when there is one
 * @param sampleRatio whether units arrived in the shares they should have
 * @param guardrails one for each guardrail and arm other than control
 * @param crossovers units that saw another arm after their first; they dilute every lift
 * @param warnings why the numbers should not be trusted; empty when nothing is known
 */
public record ExperimentResults(
        String experiment,
        String control,
        double alpha,
        int tunedUnits,
        List<ArmResult> arms,
        SampleRatio sampleRatio,
        List<GuardrailResult> guardrails,
        long crossovers,
        List<Warning> warnings) {
    public ExperimentResults {
        arms = List.copyOf(arms);
        guardrails = List.copyOf(guardrails);
        warnings = List.copyOf(warnings);
    }

    /**
     * One arm.
     *
     * @param variant id, or {@link Experiment#HOLDOUT}
     * @param units first exposed in it
     * @param share of the units it is meant to have now
     * @param metrics in the order of the document; then those that only guardrails name
     * @param debiasedCtr clicks per examined impression, when examination is known
     */
    public record ArmResult(
            String variant, long units, double share, List<MetricResult> metrics, Optional<MetricResult> debiasedCtr) {
        public ArmResult {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * One metric of one arm.
     *
     * @param metric name
     * @param estimate its value
     * @param interval of the value, always valid
     * @param comparison with control; empty for control itself and while either has too few units
     */
    public record MetricResult(String metric, Estimate estimate, Interval interval, Optional<Comparison> comparison) {}

    /**
     * A guardrail of one arm.
     *
     * @param variant id
     * @param guardrail what was demanded
     * @param verdict by the confidence sequence of the lift
     */
    public record GuardrailResult(String variant, Guardrail guardrail, Guardrail.Verdict verdict) {}

    /** Why numbers should not be trusted. */
    public enum Warning {
        /** Units are not shared out as they should be: something loses or doubles them. */
        SAMPLE_RATIO_MISMATCH,
        /** Too many units saw several arms. */
        CROSSOVERS,
        /** An arm has too few units for anything to be concluded. */
        FEW_UNITS
    }

    /** Computes the results. Pure. */
    public static ExperimentResults of(ResultsInput input, ResultsConfig config) {
        return new ResultsComputation(input, config).results();
    }
}
