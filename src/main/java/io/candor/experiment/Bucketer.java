package io.candor.experiment;

/**
 * Finds the segment or the bucket of a unit under one salt. Immutable.
 *
 * @param hashing by which hash
 * @param salt of the layer or the experiment
 * @param hash of the salt
 */
record Bucketer(Hashing hashing, String salt, long hash) {
    /** Parameter names of PlanOut's SHA-1. */
    private static final String PLANOUT_SEGMENT = "segment";

    private static final String PLANOUT_VARIANT = "variant";

    private static final int GROWTHBOOK_STEP = UnitHash.BUCKETS / 10_000;
    private static final int GROWTHBOOK_NAMESPACE_STEP = SegmentRange.SEGMENTS / 1_000;

    static Bucketer ofLayer(Hashing hashing, String layer) {
        return new Bucketer(hashing, layer, UnitHash.layerSalt(layer));
    }

    static Bucketer ofExperiment(Bucketing bucketing) {
        return new Bucketer(bucketing.hashing(), bucketing.salt(), UnitHash.experimentSalt(bucketing.salt()));
    }

    /** Returns the segment of the layer, 0 to {@link SegmentRange#SEGMENTS} − 1. */
    int segment(String id, long unitHash) {
        return switch (hashing) {
            case CANDOR -> UnitHash.scaled(UnitHash.candor(unitHash, hash), SegmentRange.SEGMENTS);
            case GROWTHBOOK -> UnitHash.growthbookNamespace("__" + salt, id) * GROWTHBOOK_NAMESPACE_STEP;
            case PLANOUT -> scaled(UnitHash.planout(salt, PLANOUT_SEGMENT, id), SegmentRange.SEGMENTS);
        };
    }

    /** Returns the bucket of the experiment, 0 to {@link UnitHash#BUCKETS} − 1. */
    int bucket(String id, long unitHash) {
        return switch (hashing) {
            case CANDOR -> UnitHash.scaled(UnitHash.candor(unitHash, hash), UnitHash.BUCKETS);
            case GROWTHBOOK -> UnitHash.growthbook(salt, id) * GROWTHBOOK_STEP;
            case PLANOUT -> scaled(UnitHash.planout(salt, PLANOUT_VARIANT, id), UnitHash.BUCKETS);
        };
    }

    private static int scaled(double value, int count) {
        return Math.min((int) (value * count), count - 1);
    }
}
