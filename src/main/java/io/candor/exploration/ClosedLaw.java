package io.candor.exploration;

/**
 * The policies whose position probabilities are short formulas.
 *
 * <pre>
 *   greedy        [i = k]
 *   uniform       1/N
 *   explore-slot  1 − ε/L for i = k; ε / (L (N − L)) for i beyond the first L
 *   RandPair      the first: 1/2 at the top, 1/(2(L−1)) below; another: 1/(2(L−1)) at the top, the rest at its own slot
 *   FairPairs     half for each parity: 1/2 at its own slot and 1/2 at its partner's, or 1 without a partner
 * </pre>
 */
final class ClosedLaw implements SlotLaw {
    @Override
    public void vectors(OpenSlots open, ExplorationConfig config, int[] items, int count, double[] out) {
        int slots = open.slots();
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < slots; k++) {
                out[r * slots + k] = probability(config, items[r], k, open.size(), slots);
            }
        }
    }

    private static double probability(ExplorationConfig config, int i, int k, int size, int slots) {
        return switch (config.policy()) {
            case UNIFORM -> 1.0 / size;
            case EXPLORE_SLOT -> exploreSlot(config.epsilon(), i, k, size, slots);
            case RAND_PAIR -> randPair(i, k, slots);
            case FAIR_PAIRS -> (fairPairs(0, i, k, slots) + fairPairs(1, i, k, slots)) / 2;
            case GREEDY, PLACKETT_LUCE, THOMPSON, TEAM_DRAFT -> i == k ? 1 : 0;
        };
    }

    private static double exploreSlot(double epsilon, int i, int k, int size, int slots) {
        if (i >= slots) {
            return epsilon / ((double) slots * (size - slots));
        }
        return i == k ? 1 - (size == slots ? 0 : epsilon / slots) : 0;
    }

    private static double randPair(int i, int k, int slots) {
        if (i >= slots) {
            return 0;
        }
        if (i == 0 || k == 0) {
            return RandPairPolicy.probability(Math.max(i, k), slots);
        }
        return i == k ? 1 - RandPairPolicy.probability(i, slots) : 0;
    }

    private static double fairPairs(int parity, int i, int k, int slots) {
        if (i >= slots) {
            return 0;
        }
        int partner = FairPairsPolicy.partner(parity, i, slots);
        if (partner == i) {
            return i == k ? 1 : 0;
        }
        return k == i || k == partner ? 0.5 : 0;
    }
}
