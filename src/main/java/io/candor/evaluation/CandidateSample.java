package io.candor.evaluation;

import io.candor.math.Bits;
import io.candor.math.SplitMix64;

/**
 * Among what held-out items are ranked: all unseen ones, or so many of them drawn at random for each user.
 *
 * <p>Metrics against a sample are much higher than against all, and may order models otherwise (Krichene, Rendle, "On sampled
 * metrics for item recommendation", KDD 2020); they are only good for comparing with figures of the same kind.
 *
 * @param others how many besides the held-out ones; 0 stands for all
 * @param seed of the draws; a user's is a function of it and the user
 */
public record CandidateSample(int others, long seed) {
    /** Everything is ranked. */
    public static final CandidateSample ALL = new CandidateSample(0, 0);

    public CandidateSample {
        if (others < 0) {
            throw new IllegalArgumentException("others must be 0 or more, were " + others);
        }
    }

    /** Leaves so many candidates besides those that are held out, drawn uniformly without repetition. */
    void thin(Bits candidates, int[] heldOut, SplitMix64 random) {
        if (others == 0) {
            return;
        }
        for (int item : heldOut) {
            candidates.clear(item);
        }
        int left = candidates.cardinality();
        int wanted = Math.min(others, left);
        // Knuth's selection sampling: each next one with probability (still wanted) / (still left).
        for (int item = candidates.nextSet(0); item >= 0; item = candidates.nextSet(item + 1)) {
            if (random.nextInt(left--) < wanted) {
                wanted--;
            } else {
                candidates.clear(item);
            }
        }
        for (int item : heldOut) {
            candidates.set(item);
        }
    }
}
