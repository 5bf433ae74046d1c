package io.candor.exploration;

/**
 * Independent normal scores of candidates: mean and standard deviation. Reusable.
 *
 * <p>A standard deviation below a sixteenth of the pool's largest counts as that sixteenth, in the draw as in its
 * probability, so that a few hundred nodes resolve every density. When all are 0, nothing is random.
 */
final class NormalScores {
    private static final double LEAST_SHARE = 1.0 / 16;

    double[] means = {};
    double[] deviations = {};
    int size;

    void read(OpenSlots open) {
        size = open.size();
        if (size > means.length) {
            means = new double[size];
            deviations = new double[size];
        }
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, open.logit(i));
        }
        for (int i = 0; i < size; i++) {
            means[i] = open.score(i);
            deviations[i] = Math.max(open.logit(i), largest * LEAST_SHARE);
        }
    }

    /** Returns whether no score is random. */
    boolean certain() {
        return size == 0 || deviations[0] == 0;
    }
}
