package io.candor.exploration;

import io.candor.math.SplitMix64;

/** The first L candidates in base order. */
final class GreedyPolicy implements SlatePolicy {
    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        for (int k = 0; k < open.slots(); k++) {
            slate[k] = k;
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        double ln = 0;
        for (int k = 0; k < open.slots(); k++) {
            ln = slate[k] == k ? ln : Double.NEGATIVE_INFINITY;
            lnPrefix[k] = ln;
        }
    }
}
