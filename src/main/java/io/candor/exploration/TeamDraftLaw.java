package io.candor.exploration;

import java.util.Arrays;

/**
 * Position probabilities of a team draft, exactly.
 *
 * <p>What has been taken after k picks is always the first a of the base order together with the first k − a others of the
 * opposing order, with the largest such a; so states are (a, lead) and there are at most 3 (k + 1) of them, not 2^(k/2)
 * lists. Their probabilities are carried forward, and what each state shows is added up.
 */
final class TeamDraftLaw implements SlotLaw {
    private static final int LEADS = 3;

    private final TeamDraftPolicy orders = new TeamDraftPolicy();
    private double[] now = {};
    private double[] then = {};
    private double[] table = {};
    private int slots;

    @Override
    public void vectors(OpenSlots open, ExplorationConfig config, int[] items, int count, double[] out) {
        slots = open.slots();
        orders.prepare(open);
        if (LEADS * (slots + 1) > now.length) {
            now = new double[LEADS * (slots + 1)];
            then = new double[LEADS * (slots + 1)];
        }
        if (open.size() * slots > table.length) {
            table = new double[open.size() * slots];
        }
        Arrays.fill(table, 0, open.size() * slots, 0);
        Arrays.fill(now, 0);
        now[1] = 1;
        for (int k = 0; k < slots; k++) {
            step(k);
        }
        for (int r = 0; r < count; r++) {
            System.arraycopy(table, items[r] * slots, out, r * slots, slots);
        }
    }

    private void step(int k) {
        Arrays.fill(then, 0);
        for (int a = 0; a <= k; a++) {
            double behind = now[LEADS * a];
            double level = now[LEADS * a + 1];
            double ahead = now[LEADS * a + 2];
            if (behind + level + ahead > 0) {
                int ofB = next(a, k - a);
                pick(k, a, a, behind, level / 2, 2);
                pick(k, ofB, a, ahead, level / 2, 0);
            }
        }
        double[] swapped = now;
        now = then;
        then = swapped;
    }

    /** Books that a candidate is shown at slot k, by the team that was behind or by one that leads from now on. */
    private void pick(int k, int shown, int a, double toLevel, double toLead, int lead) {
        table[shown * slots + k] += toLevel + toLead;
        int to = LEADS * (shown == a ? after(a, k - a) : a);
        then[to + 1] += toLevel;
        then[to + lead] += toLead;
    }

    /** Returns the first of the opposing order that is neither among the first a nor among the extras taken. */
    private int next(int a, int extras) {
        int left = extras;
        for (int rank = 0; ; rank++) {
            int candidate = orders.opposing(rank);
            if (candidate >= a && left-- == 0) {
                return candidate;
            }
        }
    }

    /** Returns how long the taken beginning of the base order is once its candidate a is taken too. */
    private int after(int a, int extras) {
        int end = a + 1;
        while (isExtra(end, a, extras)) {
            end++;
        }
        return end;
    }

    private boolean isExtra(int candidate, int a, int extras) {
        int left = extras;
        for (int rank = 0; left > 0; rank++) {
            int taken = orders.opposing(rank);
            if (taken == candidate) {
                return true;
            }
            left -= taken >= a ? 1 : 0;
        }
        return false;
    }
}
