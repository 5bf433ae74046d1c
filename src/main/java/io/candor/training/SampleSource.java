package io.candor.training;

import io.candor.math.SplitMix64;

/** What a pass of stochastic gradient descent learns from: so many samples, each a function of pass, index and chance. */
interface SampleSource {
    /** Prepares a pass. */
    void begin(int epoch);

    /** Returns how many samples a pass has. */
    int size();

    /**
     * Writes sample number {@code from + at} of the pass into {@code batch} at {@code at}. Called by several threads at once,
     * each with a batch place of its own; must not change anything else.
     *
     * @param random seeded for this sample
     */
    void draw(SampleBatch batch, int at, SplitMix64 random);
}
