package io.candor.offpolicy;

import java.util.ArrayList;
import java.util.List;

/** Every slate of three out of five items, and the probabilities of a policy over them, by enumeration. */
final class SlateWorld {
    static final int ITEMS = 5;
    static final int SLOTS = 3;

    /** All slates, in one order. */
    static final List<int[]> SLATES = slates();

    private final double[] joint;

    private SlateWorld(double[] joint) {
        this.joint = joint;
    }

    /** Returns the policy that draws slots one after the other, by exp(logit) of the remaining items. */
    static SlateWorld plackettLuce(double... logits) {
        double[] joint = new double[SLATES.size()];
        for (int s = 0; s < joint.length; s++) {
            joint[s] = 1;
            boolean[] taken = new boolean[ITEMS];
            for (int item : SLATES.get(s)) {
                double rest = 0;
                for (int other = 0; other < ITEMS; other++) {
                    rest += taken[other] ? 0 : Math.exp(logits[other]);
                }
                joint[s] *= Math.exp(logits[item]) / rest;
                taken[item] = true;
            }
        }
        return new SlateWorld(joint);
    }

    static SlateWorld uniform() {
        return plackettLuce(new double[ITEMS]);
    }

    /** Returns the policy that draws a slate from {@code other} with a probability, else from this. */
    SlateWorld mixed(SlateWorld other, double share) {
        double[] mixed = new double[joint.length];
        for (int s = 0; s < mixed.length; s++) {
            mixed[s] = (1 - share) * joint[s] + share * other.joint[s];
        }
        return new SlateWorld(mixed);
    }

    double joint(int slate) {
        return joint[slate];
    }

    /** Returns P(the first items of a slate, down to a slot). */
    double prefix(int[] slate, int slot) {
        double sum = 0;
        for (int s = 0; s < joint.length; s++) {
            boolean same = true;
            for (int k = 0; k <= slot; k++) {
                same &= SLATES.get(s)[k] == slate[k];
            }
            sum += same ? joint[s] : 0;
        }
        return sum;
    }

    /** Returns P(item at slot), whatever stands elsewhere. */
    double marginal(int item, int slot) {
        double sum = 0;
        for (int s = 0; s < joint.length; s++) {
            sum += SLATES.get(s)[slot] == item ? joint[s] : 0;
        }
        return sum;
    }

    /** Returns P(item at slot), by item · slots + slot. */
    double[] marginals() {
        double[] marginals = new double[ITEMS * SLOTS];
        for (int pair = 0; pair < marginals.length; pair++) {
            marginals[pair] = marginal(pair / SLOTS, pair % SLOTS);
        }
        return marginals;
    }

    /** Returns E[1 1ᵀ], shape (pairs × pairs). */
    double[] gamma() {
        int pairs = ITEMS * SLOTS;
        double[] gamma = new double[pairs * pairs];
        for (int s = 0; s < joint.length; s++) {
            for (int j = 0; j < SLOTS; j++) {
                for (int k = 0; k < SLOTS; k++) {
                    int a = SLATES.get(s)[j] * SLOTS + j;
                    int b = SLATES.get(s)[k] * SLOTS + k;
                    gamma[a * pairs + b] += joint[s];
                }
            }
        }
        return gamma;
    }

    /** Returns the rows of a request that was logged under this policy. */
    List<Outcomes.Row> rows(SlateWorld target, int[] slate, double[] rewards) {
        List<Outcomes.Row> rows = new ArrayList<>();
        for (int k = 0; k < SLOTS; k++) {
            double logged = marginal(slate[k], k);
            rows.add(new Outcomes.Row(
                    slate[k],
                    k + 1,
                    rewards[k],
                    logged,
                    target.marginal(slate[k], k) / logged,
                    target.prefix(slate, k) / prefix(slate, k)));
        }
        return rows;
    }

    private static List<int[]> slates() {
        List<int[]> slates = new ArrayList<>();
        for (int a = 0; a < ITEMS; a++) {
            for (int b = 0; b < ITEMS; b++) {
                for (int c = 0; c < ITEMS; c++) {
                    if (a != b && b != c && a != c) {
                        slates.add(new int[] {a, b, c});
                    }
                }
            }
        }
        return List.copyOf(slates);
    }
}
