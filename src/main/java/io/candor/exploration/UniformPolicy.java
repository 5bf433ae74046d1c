package io.candor.exploration;

import io.candor.math.SplitMix64;
import java.util.Arrays;

/** Every ordered choice of L out of N with the same probability, (N − L)!/N!. */
final class UniformPolicy implements SlatePolicy {
    private int[] order = {};
    private double[] lnOf = {};

    /** {@inheritDoc} The first L steps of a Fisher–Yates shuffle, which are undone so that the order needs no refilling. */
    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        int size = open.size();
        if (size > order.length) {
            order = new int[size];
            Arrays.setAll(order, i -> i);
        }
        int slots = open.slots();
        for (int k = 0; k < slots; k++) {
            int at = k + random.nextInt(size - k);
            int chosen = order[at];
            order[at] = order[k];
            order[k] = chosen;
            slate[k] = chosen;
        }
        for (int k = 0; k < slots; k++) {
            order[slate[k]] = slate[k];
        }
        for (int k = 0; k < slots; k++) {
            order[k] = k;
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        int size = open.size();
        if (size >= lnOf.length) {
            lnOf = new double[size + 1];
            Arrays.setAll(lnOf, n -> StrictMath.log(n));
        }
        double ln = 0;
        for (int k = 0; k < open.slots(); k++) {
            ln -= lnOf[size - k];
            lnPrefix[k] = ln;
        }
    }
}
