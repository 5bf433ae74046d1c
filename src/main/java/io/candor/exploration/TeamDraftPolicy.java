package io.candor.exploration;

import io.candor.math.SplitMix64;
import java.util.Arrays;

/**
 * Two orders of the same candidates pick in turn: A the base order, B that of the logits, smallest first. When both have
 * picked equally often a fair coin says who is next; else the one that is behind.
 *
 * <p>Who picked is latent where both would have picked the same. The probability is found by a filter over d = picks of A −
 * picks of B ∈ {−1, 0, 1}, with a and b the best remaining of A and B and x the candidate shown:
 *
 * <pre>
 *   w'(1) = w(0)/2 [x = a]     w'(−1) = w(0)/2 [x = b]     w'(0) = w(1) [x = b] + w(−1) [x = a]     P(first k) = Σ_d w(d)
 * </pre>
 *
 * Source: Radlinski, Kurup, Joachims 2008. Differs: the probability of the list, which they do not need.
 */
final class TeamDraftPolicy implements SlatePolicy {
    private final Leaders opposing = new Leaders();
    private boolean[] taken = {};
    private byte[] teams = {};
    private int nextA;
    private int nextB;

    @Override
    public void prepare(OpenSlots open) {
        opposing.reset(open.slots());
        for (int i = 0; i < open.size(); i++) {
            opposing.offer(i, open.logit(i));
        }
        if (open.size() > taken.length) {
            taken = new boolean[open.size()];
            teams = new byte[open.size()];
        }
    }

    /** Returns the candidate at a rank of the opposing order, of which the first L are known. */
    int opposing(int rank) {
        return opposing.index(rank);
    }

    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        begin(open);
        int lead = 0;
        for (int k = 0; k < open.slots(); k++) {
            boolean byA = lead == 0 ? random.nextLong() < 0 : lead < 0;
            slate[k] = byA ? nextA : opposing.index(nextB);
            teams[k] = (byte) (byA ? 'a' : 'b');
            lead += byA ? 1 : -1;
            take(slate[k]);
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        begin(open);
        double level = 1;
        double leadA = 0;
        double leadB = 0;
        for (int k = 0; k < open.slots(); k++) {
            int shown = slate[k];
            boolean ofA = shown == nextA;
            boolean ofB = shown == opposing.index(nextB);
            double nowLevel = (ofB ? leadA : 0) + (ofA ? leadB : 0);
            leadA = ofA ? level / 2 : 0;
            leadB = ofB ? level / 2 : 0;
            level = nowLevel;
            lnPrefix[k] = StrictMath.log(level + leadA + leadB);
            take(shown);
        }
    }

    @Override
    public byte team(int slot) {
        return teams[slot];
    }

    private void begin(OpenSlots open) {
        Arrays.fill(taken, 0, open.size(), false);
        nextA = 0;
        nextB = 0;
    }

    private void take(int candidate) {
        taken[candidate] = true;
        while (nextA < taken.length && taken[nextA]) {
            nextA++;
        }
        while (nextB + 1 < opposing.size() && taken[opposing.index(nextB)]) {
            nextB++;
        }
    }
}
