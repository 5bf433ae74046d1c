package io.candor.exploration;

import io.candor.math.SplitMix64;

/**
 * The first L candidates in neighbouring pairs, which begin with the first slot or with the second by a fair coin; each pair
 * is swapped by a fair coin. A slot without a partner stays.
 *
 * <pre>
 *   P(first k slots) = Σ_parity 1/2 · 2^−(pairs of this parity begun in them), over the parities that can have made them
 * </pre>
 *
 * Source: Radlinski, Joachims 2006.
 */
final class FairPairsPolicy implements SlatePolicy {
    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        int slots = open.slots();
        for (int k = 0; k < slots; k++) {
            slate[k] = k;
        }
        for (int k = random.nextInt(2); k + 1 < slots; k += 2) {
            if (random.nextLong() < 0) {
                slate[k] = k + 1;
                slate[k + 1] = k;
            }
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        int slots = open.slots();
        double even = 0.5;
        double odd = 0.5;
        for (int k = 0; k < slots; k++) {
            even *= step(0, k, slots, slate);
            odd *= step(1, k, slots, slate);
            lnPrefix[k] = StrictMath.log(even + odd);
        }
    }

    /** Returns P(candidate of slot k | those above it, the parity). */
    private static double step(int parity, int k, int slots, int[] slate) {
        int partner = partner(parity, k, slots);
        if (partner > k) {
            return slate[k] == k || slate[k] == partner ? 0.5 : 0;
        }
        int expected = partner < k && slate[partner] == k ? partner : k;
        return slate[k] == expected ? 1 : 0;
    }

    /** Returns the slot that is paired with slot k, which is k itself when it has none. */
    static int partner(int parity, int k, int slots) {
        boolean first = (k - parity & 1) == 0;
        int partner = first ? k + 1 : k - 1;
        return partner < 0 || partner >= slots ? k : partner;
    }
}
