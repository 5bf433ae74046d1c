package io.candor.experiment;

/**
 * Neighbouring buckets that belong to one arm.
 *
 * @param from first, 0 to {@link #BUCKETS}
 * @param to after the last, from {@code from} to {@link #BUCKETS}
 * @param arm id of a variant, {@link Experiment#HOLDOUT}, or {@link #OUTSIDE}
 */
public record BucketRange(int from, int to, String arm) {
    /** How many buckets an experiment has. */
    public static final int BUCKETS = UnitHash.BUCKETS;

    /** The arm of units that are not in the experiment. */
    static final String OUTSIDE = "";

    public BucketRange {
        if (from < 0 || to < from || to > BUCKETS) {
            throw new IllegalArgumentException(
                    "from and to must be ordered within 0 to " + BUCKETS + ", were " + from + " and " + to);
        }
    }

    public int size() {
        return to - from;
    }
}
