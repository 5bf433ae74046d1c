package io.candor.experiment;

/**
 * One arm against control, for one metric.
 *
 * @param lift relative difference (arm − control) / control, with its delta-method variance
 * @param sequence always valid: with a probability of 1 − α it covers the lift at every look there ever is
 * @param sequencePValue always valid
 * @param fixed interval of the lift for a single look planned beforehand; wrong for who looks more than once
 * @param difference arm − control
 * @param fixedDifference interval of the difference for a single look, by Welch's test
 * @param fixedPValue of the hypothesis that there is no difference, for a single look, by Welch's test
 * @param mixturePValue of the mixture sequential probability ratio test, always valid
 * @param adjusted the same lift and sequence after CUPED; the unadjusted ones when there is no covariate, or one that
 *     leaves no variance
 * @param adjustedSequence always valid
 * @param varianceReduction share of the lift's variance that CUPED took away, 0 when there is no covariate
 */
public record Comparison(
        Estimate lift,
        Interval sequence,
        double sequencePValue,
        Interval fixed,
        double difference,
        Interval fixedDifference,
        double fixedPValue,
        double mixturePValue,
        Estimate adjusted,
        Interval adjustedSequence,
        double varianceReduction) {}
