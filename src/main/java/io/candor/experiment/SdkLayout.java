package io.candor.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * How SDKs lay the arms out over the buckets.
 *
 * <p>GrowthBook ({@code getBucketRanges}): arm i has [s_i, s_i + coverage · w_i), s_i = Σ of the weights before it. PlanOut
 * (weighted choice): the first arm whose cumulative weight is not below the uniform value; Differs: a value that equals a
 * boundary, one in 2⁶⁰, goes to the next arm.
 */
final class SdkLayout {
    private static final int GROWTHBOOK_STEPS = 10_000;
    private static final double MIN_SUM = 0.99;
    private static final double MAX_SUM = 1.01;

    private SdkLayout() {}

    /**
     * A part of the unit interval.
     *
     * @param from where it begins
     * @param to where it ends, exclusive
     */
    record Part(double from, double to) {}

    /** Returns the ranges of an experiment's arms. */
    static List<BucketRange> of(Experiment experiment) {
        double sum = experiment.variants().stream().mapToDouble(Variant::weight).sum();
        List<Double> weights =
                experiment.variants().stream().map(v -> v.weight() / sum).toList();
        List<Part> parts = parts(weights.size(), experiment.bucketing().coverage(), weights);
        boolean growthbook = experiment.bucketing().hashing() == Hashing.GROWTHBOOK;
        List<BucketRange> ranges = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String arm = experiment.variants().get(i).id();
            Part part = parts.get(i);
            BucketRange range = growthbook
                    ? growthbookRange(part, arm)
                    : new BucketRange(bucket(part.from()), bucket(part.to()), arm);
            if (range.size() > 0) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /**
     * Returns GrowthBook's ranges: equal weights when there are not {@code arms} of them or their sum is not about 1, coverage
     * cut at 0 and 1.
     */
    static List<Part> parts(int arms, double coverage, List<Double> weights) {
        double covered = Math.clamp(coverage, 0, 1);
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        boolean given = weights.size() == arms && sum >= MIN_SUM && sum <= MAX_SUM;
        List<Part> parts = new ArrayList<>();
        double start = 0;
        for (int i = 0; i < arms; i++) {
            double weight = given ? weights.get(i) : 1.0 / arms;
            parts.add(new Part(start, start + covered * weight));
            start += weight;
        }
        return parts;
    }

    /** Returns the buckets whose GrowthBook hash, in ten-thousandths, lies in the part as its SDKs compare it. */
    static BucketRange growthbookRange(Part part, String arm) {
        int step = BucketRange.BUCKETS / GROWTHBOOK_STEPS;
        return new BucketRange(firstStep(part.from()) * step, firstStep(part.to()) * step, arm);
    }

    /** Returns the least k with k / 10,000 ≥ boundary, in the arithmetic of the SDKs. */
    private static int firstStep(double boundary) {
        int step = (int) (boundary * GROWTHBOOK_STEPS) - 1;
        while (step < 0 || step < GROWTHBOOK_STEPS && step / (double) GROWTHBOOK_STEPS < boundary) {
            step++;
        }
        return step;
    }

    private static int bucket(double boundary) {
        return (int) Math.round(Math.min(boundary, 1) * BucketRange.BUCKETS);
    }
}
