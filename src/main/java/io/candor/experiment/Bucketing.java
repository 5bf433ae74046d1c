package io.candor.experiment;

import java.util.Optional;

/**
 * How the units of an experiment are divided.
 *
 * @param layer experiments of one layer exclude each other; its name is the salt that spreads units over its segments
 * @param salt of the experiment: spreads units over its arms, independently of layer and other experiments
 * @param hashing how units are hashed, the same for all experiments of a layer
 * @param namespace the part of the layer that is kept for the experiment; empty when free room of the layer is allotted
 * @param coverage share of units that are in it, 0 to 1: of the namespace when one is given, else of the layer
 * @param holdout share of those units that stay on the defaults as the arm {@link Experiment#HOLDOUT}, 0 to 1
 */
public record Bucketing(
        String layer, String salt, Hashing hashing, Optional<SegmentRange> namespace, double coverage, double holdout) {
    public Bucketing {
        Shares.check("coverage", coverage);
        Shares.check("holdout", holdout);
    }

    /** Returns whether units keep the buckets they would have had: not so across layers, salts and hashings. */
    boolean sameBuckets(Bucketing other) {
        return layer.equals(other.layer) && salt.equals(other.salt) && hashing == other.hashing;
    }
}
