package io.candor.exploration;

import io.candor.math.SplitMix64;

/**
 * The first L candidates; with probability ε one slot, uniformly chosen, shows a uniformly chosen one of the N − L others.
 *
 * <pre>
 *   P(first k slots) = 1 − ε k/L          when they are the first k candidates
 *                    = ε / (L (N − L))    when one of them is another candidate
 * </pre>
 *
 * When there are no others, nothing is explored.
 */
final class ExploreSlotPolicy implements SlatePolicy {
    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        int slots = open.slots();
        for (int k = 0; k < slots; k++) {
            slate[k] = k;
        }
        int others = open.size() - slots;
        if (slots > 0 && others > 0 && random.nextDouble() < config.epsilon()) {
            slate[random.nextInt(slots)] = slots + random.nextInt(others);
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        int slots = open.slots();
        int others = open.size() - slots;
        double epsilon = others == 0 ? 0 : config.epsilon();
        double odd = epsilon == 0 ? Double.NEGATIVE_INFINITY : StrictMath.log(epsilon / ((double) slots * others));
        boolean explored = false;
        double ln = 0;
        for (int k = 0; k < slots; k++) {
            boolean here = slate[k] != k;
            if (here) {
                ln = explored || slate[k] < slots ? Double.NEGATIVE_INFINITY : Math.min(ln, odd);
                explored = true;
            } else if (!explored) {
                ln = StrictMath.log(unexplored(epsilon, k + 1, slots));
            }
            lnPrefix[k] = ln;
        }
    }

    /** Returns the probability that the first {@code k} slots are as in the base order. */
    static double unexplored(double epsilon, int k, int slots) {
        return (1 - epsilon) + epsilon * (slots - k) / slots;
    }
}
