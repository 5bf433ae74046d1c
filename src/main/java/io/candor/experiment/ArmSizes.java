package io.candor.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/** Weights, holdout and coverage → buckets of each arm, for Candor's own hashing. */
final class ArmSizes {
    /** Keeps 0.29 · 10⁷ = 2899999.9999999995 from being rounded down. */
    private static final double ROUNDING = 1e-6;

    private ArmSizes() {}

    /**
     * Returns the sizes, the variants in order and then the holdout. Each is rounded down, and what that leaves over goes to
     * the largest; so that, coverage being rounded to ten-thousandths, no arm shrinks when coverage grows.
     */
    static Map<String, Integer> of(Experiment experiment) {
        Bucketing bucketing = experiment.bucketing();
        double covered = bucketing.namespace().isPresent() ? Segments.rounded(bucketing.coverage()) : 1;
        double sum = experiment.variants().stream().mapToDouble(Variant::weight).sum();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Variant variant : experiment.variants()) {
            sizes.put(variant.id(), buckets(covered * (1 - bucketing.holdout()) * (variant.weight() / sum)));
        }
        sizes.put(Experiment.HOLDOUT, buckets(covered * bucketing.holdout()));
        int left = (int) Math.round(covered * BucketRange.BUCKETS)
                - sizes.values().stream().mapToInt(Integer::intValue).sum();
        String largest = sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        sizes.merge(largest, left, Integer::sum);
        return sizes;
    }

    private static int buckets(double share) {
        return (int) (share * BucketRange.BUCKETS + ROUNDING);
    }
}
