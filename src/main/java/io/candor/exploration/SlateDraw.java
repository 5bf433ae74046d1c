package io.candor.exploration;

import java.util.Arrays;

/**
 * A drawn slate with its probabilities: slot 0 is the top. Reusable, not thread-safe; allocates only when it grows.
 *
 * <p>Probabilities are those of the mixture of policy and floor, given the pages before, never those of the component that
 * happened to be drawn.
 */
public final class SlateDraw {
    int[] candidates = {};
    double[] lnPrefix = {};
    byte[] teams = {};
    int size;
    int pinned;
    int component;
    boolean quadrature;
    PageState next = PageState.FIRST;

    /** Makes room, and empties the slate. */
    void reset(int newSize, int newPinned) {
        if (newSize > candidates.length) {
            candidates = new int[newSize];
            lnPrefix = new double[newSize];
            teams = new byte[newSize];
        }
        size = newSize;
        pinned = newPinned;
        Arrays.fill(teams, 0, newSize, (byte) 0);
    }

    public int size() {
        return size;
    }

    /** Returns the index in the pool of the candidate at a slot. */
    public int candidate(int slot) {
        return candidates[slot];
    }

    /** Returns ln P(this candidate here | those above it); 0 when pinned. */
    public double lnConditional(int slot) {
        double above = slot == 0 ? 0 : lnPrefix[slot - 1];
        return above == Double.NEGATIVE_INFINITY ? above : lnPrefix[slot] - above;
    }

    /** Returns ln P(the candidates down to here), given the pages before. */
    public double lnPrefix(int slot) {
        return lnPrefix[slot];
    }

    /** Returns ln P(the slate), given the pages before; 0 for an empty one. */
    public double lnJoint() {
        return size == 0 ? 0 : lnPrefix[size - 1];
    }

    /** Returns which component was drawn: {@link PageState#MAIN} or {@link PageState#FLOOR}. */
    public int component() {
        return component;
    }

    /** Returns whether a rule put the candidate here; estimators skip such a slot. */
    public boolean pinned(int slot) {
        return slot < pinned;
    }

    /** Returns whether the slot shows something else than the base order does. */
    public boolean explored(int slot) {
        return candidates[slot] != slot;
    }

    /** Returns which team of a team draft picked the candidate: {@code a} the base order, {@code b} the other, or empty. */
    public String team(int slot) {
        return switch (teams[slot]) {
            case 'a' -> "a";
            case 'b' -> "b";
            default -> "";
        };
    }

    /** Returns how the probabilities were found: {@code exact} or {@code quadrature}. */
    public String propensityKind() {
        return quadrature ? "quadrature" : "exact";
    }

    /** Returns what the next page must know. */
    public PageState next() {
        return next;
    }
}
