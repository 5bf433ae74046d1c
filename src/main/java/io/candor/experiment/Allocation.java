package io.candor.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which segments of its layer an experiment has, and which buckets of the experiment each arm.
 *
 * @param segments ascending, disjoint
 * @param arms ascending, disjoint, neighbours of different arms; buckets of no range are outside the experiment
 */
public record Allocation(List<SegmentRange> segments, List<BucketRange> arms) {
    public Allocation {
        segments = List.copyOf(segments);
        arms = List.copyOf(arms);
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).from() < segments.get(i - 1).to()) {
                throw new IllegalArgumentException("segments must ascend, were " + segments);
            }
        }
        for (int i = 1; i < arms.size(); i++) {
            if (arms.get(i).from() < arms.get(i - 1).to()) {
                throw new IllegalArgumentException("arms must ascend, were " + arms);
            }
        }
    }

    /**
     * Returns the allocation with other sizes of the arms, which moves as few units as any can: Σ max(0, old − new) buckets
     * change hands. Arms that shrink give up their last buckets, arms that grow take what is given up or is outside.
     *
     * @param sizes buckets of each arm, in the order in which they take; their sum is at most {@link BucketRange#BUCKETS}
     */
    public Allocation resized(Map<String, Integer> sizes) {
        return new Allocation(segments, Resizing.of(arms, sizes));
    }

    Allocation withSegments(List<SegmentRange> other) {
        return new Allocation(other, arms);
    }

    /** Returns the arm of a bucket, empty when it is outside. */
    public String arm(int bucket) {
        for (BucketRange range : arms) {
            if (range.from() <= bucket && bucket < range.to()) {
                return range.arm();
            }
        }
        return BucketRange.OUTSIDE;
    }

    /** Returns the share of the assigned units that each arm is meant to have; they add up to 1, or none is there. */
    public Map<String, Double> shares() {
        Map<String, Double> shares = new TreeMap<>();
        double all = arms.stream().mapToInt(BucketRange::size).sum();
        for (BucketRange range : arms) {
            if (range.size() > 0) {
                shares.merge(range.arm(), range.size() / all, Double::sum);
            }
        }
        return shares;
    }
}
