package io.candor.serving;

import java.util.List;

/** What two policies do with the candidates of one slate: the one that drew it, and another. Immutable, thread-safe. */
public final class ReplayedSlate {
    private final List<String> items;
    private final int[] shown;
    private final double[] logged;
    private final double[] target;
    private final double[] conditional;
    private final double[] prefixRatios;
    private final double[] uncovered;
    private final int pinned;
    private final boolean uniform;

    /** Retains the arrays, see the methods for their shapes. */
    ReplayedSlate(
            List<String> items,
            int[] shown,
            double[] logged,
            double[] target,
            double[] conditional,
            double[] prefixRatios,
            double[] uncovered,
            int pinned,
            boolean uniform) {
        this.items = List.copyOf(items);
        this.shown = shown;
        this.logged = logged;
        this.target = target;
        this.conditional = conditional;
        this.prefixRatios = prefixRatios;
        this.uncovered = uncovered;
        this.pinned = pinned;
        this.uniform = uniform;
    }

    /** Returns the candidates, in base order. */
    public List<String> items() {
        return items;
    }

    public int slots() {
        return shown.length;
    }

    /** Returns how many slots at the top both policies fill alike, whatever chance says. */
    public int pinned() {
        return pinned;
    }

    /** Returns whether the policy of the log draws every slate of the candidates with the same probability. */
    public boolean uniform() {
        return uniform;
    }

    /** Returns which candidate the slate shows at a slot. */
    public int shown(int slot) {
        return shown[slot];
    }

    /** Returns P(what is shown, at its slot) under the policy of the log. */
    public double logged(int slot) {
        return logged[slot];
    }

    /** Returns P(candidate at slot) under the other policy. */
    public double target(int candidate, int slot) {
        return target[candidate * shown.length + slot];
    }

    /** Returns P(candidate at slot | what is shown above it) under the other policy; NaN where that takes too long. */
    public double conditional(int candidate, int slot) {
        return conditional[candidate * shown.length + slot];
    }

    /** Returns P(what is shown down to a slot) under the other policy, over that under the policy of the log. */
    public double prefixRatio(int slot) {
        return prefixRatios[slot];
    }

    /** Returns the probability that the other policy shows at a slot what the policy of the log never shows there. */
    public double uncovered(int slot) {
        return uncovered[slot];
    }
}
