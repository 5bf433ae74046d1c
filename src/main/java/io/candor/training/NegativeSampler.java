package io.candor.training;

import io.candor.math.SplitMix64;

/** Draws items that a user showed no interest in. Thread-safe; a draw is a function of the random numbers and the model. */
@FunctionalInterface
interface NegativeSampler {
    /**
     * Returns such an item, never one of the user's items of interest; {@link SampleBatch#NONE} when the user is interested in
     * all of them.
     *
     * @param batch which samples are being drawn
     */
    int draw(int user, SplitMix64 random, SampleBatch batch);
}
