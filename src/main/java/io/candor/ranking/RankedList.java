package io.candor.ranking;

import java.util.Arrays;

/**
 * A ranked slate in flat arrays, best first; index 0 is position 1. Reusable, not thread-safe; allocates only when it is
 * reserved larger.
 */
public final class RankedList {
    private int[] candidates = {};
    private int[] ordinals = {};
    private double[] scores = {};
    private int[] sources = {};
    private int size;
    private int capBreaks;

    /** Creates an empty list with room for {@code capacity} items. */
    public RankedList(int capacity) {
        reserve(capacity);
    }

    public void reserve(int capacity) {
        if (capacity > ordinals.length) {
            candidates = Arrays.copyOf(candidates, capacity);
            ordinals = Arrays.copyOf(ordinals, capacity);
            scores = Arrays.copyOf(scores, capacity);
            sources = Arrays.copyOf(sources, capacity);
        }
    }

    /** Returns a copy that takes no more room than it needs. */
    public RankedList copy() {
        RankedList copy = new RankedList(0);
        copy.candidates = Arrays.copyOf(candidates, size);
        copy.ordinals = Arrays.copyOf(ordinals, size);
        copy.scores = Arrays.copyOf(scores, size);
        copy.sources = Arrays.copyOf(sources, size);
        copy.size = size;
        copy.capBreaks = capBreaks;
        return copy;
    }

    public void clear() {
        size = 0;
        capBreaks = 0;
    }

    public int size() {
        return size;
    }

    /** Returns the item's index in the candidate list it was ranked from. */
    public int candidate(int i) {
        return candidates[i];
    }

    public int ordinal(int i) {
        return ordinals[i];
    }

    public double score(int i) {
        return scores[i];
    }

    /** Returns the mask of the sources that brought the item. */
    public int sources(int i) {
        return sources[i];
    }

    /** Returns how many items are in it although a cap spoke against them, because nothing else was left. */
    public int capBreaks() {
        return capBreaks;
    }

    /** Appends the candidate at a rank of an order. */
    void add(ScoreOrder order, int rank) {
        if (size == ordinals.length) {
            reserve(Math.max(16, size * 2));
        }
        candidates[size] = order.candidate(rank);
        ordinals[size] = order.ordinal(rank);
        scores[size] = order.score(rank);
        sources[size++] = order.sources(rank);
    }

    void countCapBreak() {
        capBreaks++;
    }
}
