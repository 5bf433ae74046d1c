package io.candor.exploration;

import io.candor.math.SplitMix64;

/** Fills slots from candidates, and knows with which probability. Instances have scratch and belong to one thread. */
interface SlatePolicy {
    /** Reads a pool, for the calls that follow; they are given the same one. */
    default void prepare(OpenSlots open) {}

    /**
     * Draws a slate.
     *
     * @param slate the candidates by slot, overwritten up to {@code open.slots()}
     */
    void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate);

    /**
     * Tells the probability with which this policy makes the beginnings of a slate.
     *
     * @param slate different candidates by slot, not modified
     * @param lnPrefix ln P(the candidates down to each slot), −∞ when it cannot be; overwritten
     */
    void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix);

    /** Returns whether the probabilities of the pool are found by quadrature. */
    default boolean quadrature() {
        return false;
    }

    /** Returns which team picked the candidate of a slot in the last draw, {@code 'a'} or {@code 'b'}; 0 without teams. */
    default byte team(int slot) {
        return 0;
    }
}
