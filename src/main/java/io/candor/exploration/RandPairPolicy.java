package io.candor.exploration;

import io.candor.math.SplitMix64;

/**
 * The first L candidates; one of the slots 2..L is chosen uniformly, and changes places with the first by a fair coin.
 *
 * <pre>
 *   P(slate) = 1/2               for the base order
 *            = 1 / (2 (L − 1))   for each of the L − 1 exchanges
 * </pre>
 *
 * The first slot tells which of them it is. Source: Joachims, Swaminathan, Schnabel 2017, section 5.
 */
final class RandPairPolicy implements SlatePolicy {
    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        int slots = open.slots();
        for (int k = 0; k < slots; k++) {
            slate[k] = k;
        }
        if (slots > 1) {
            int partner = 1 + random.nextInt(slots - 1);
            if (random.nextLong() < 0) {
                slate[0] = partner;
                slate[partner] = 0;
            }
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        int slots = open.slots();
        if (slots == 0) {
            return;
        }
        int first = slate[0];
        double ln = first >= slots ? Double.NEGATIVE_INFINITY : StrictMath.log(probability(first, slots));
        lnPrefix[0] = ln;
        for (int k = 1; k < slots; k++) {
            ln = slate[k] == (k == first ? 0 : k) ? ln : Double.NEGATIVE_INFINITY;
            lnPrefix[k] = ln;
        }
    }

    /** Returns the probability that the candidate, one of the first {@code slots}, is at the top. */
    static double probability(int first, int slots) {
        if (slots == 1) {
            return 1;
        }
        return first == 0 ? 0.5 : 0.5 / (slots - 1);
    }
}
