package io.candor.offpolicy;

import io.candor.math.SymmetricEigen;

/**
 * Weights of whole slates under the assumption that a slate earns the sum of what its item-position pairs earn: q_eᵀ Γ_b⁺ 1_a,
 * with 1_a the indicator of the pairs of slate a, q_e = E_e[1_a] and Γ_b = E_b[1_a 1_aᵀ]. They may be negative.
 *
 * <p>Source: Swaminathan et al., "Off-policy evaluation for slate recommendation", NIPS 2017. Immutable, thread-safe.
 */
public final class PseudoInverse {
    /** Smaller eigenvalues, relative to the largest, count as 0. */
    private static final double CUT_OFF = 1e-10;

    private final int slots;
    private final double[] weights;

    private PseudoInverse(int slots, double[] weights) {
        this.slots = slots;
        this.weights = weights;
    }

    /**
     * Returns the weights under any policy of the log.
     *
     * @param gamma P(pair and pair), shape (pairs × pairs), row-major, pair = item · slots + slot; not modified
     * @param target P(pair) under the target, one value a pair; not modified
     */
    static PseudoInverse of(double[] gamma, double[] target, int slots) {
        SymmetricEigen eigen = SymmetricEigen.of(gamma, target.length);
        return new PseudoInverse(slots, eigen.solve(target, CUT_OFF));
    }

    /** Returns the weight of a slate, items by slot. */
    double weight(int[] slate) {
        double sum = 0;
        for (int slot = 0; slot < slate.length; slot++) {
            sum += weights[slate[slot] * slots + slot];
        }
        return sum;
    }

    /**
     * Returns the weight of a slate that was drawn uniformly from {@code items} items: Γ_b then has the eigenvalues L/C,
     * (C − L)/(C(C − 1)) and 1/(C − 1) on the products of constants and their complements over items and slots.
     *
     * @param atSlots Σ over the slate of P(the item at its slot) under the target
     * @param anywhere Σ over the slate of P(the item anywhere) under the target
     */
    public static double uniformWeight(int items, int slots, double atSlots, double anywhere) {
        double common = anywhere / slots;
        double inclusion =
                items == slots ? 0 : (double) items * (items - 1) / (items - slots) * (common - (double) slots / items);
        return 1 + inclusion + (items - 1) * (atSlots - common);
    }

    /**
     * Returns the weight of a slate whose slots are drawn independently of each other.
     *
     * @param ratios Σ over the slots of P(the item at its slot) under the target over that under the log's policy
     */
    static double productWeight(int slots, double ratios) {
        return ratios - slots + 1;
    }
}
