package io.candor.math;

import java.util.Arrays;

/**
 * The k best (score, ordinal) pairs seen so far: a reusable bounded min-heap over flat arrays.
 *
 * <p>Better means a higher score, then a lower ordinal; so the content does not depend on the order of offers. NaN scores
 * are refused by {@link #offer} (returns false). Not thread-safe; allocates only when {@link #reset} grows it.
 */
public final class TopK {
    private float[] scores;
    private int[] ordinals;
    private long[] keys;
    private int k;
    private int size;
    private boolean sorted;

    /** Creates one with room for {@code capacity} pairs and k = capacity. */
    public TopK(int capacity) {
        scores = new float[Math.max(capacity, 1)];
        ordinals = new int[Math.max(capacity, 1)];
        keys = new long[Math.max(capacity, 1)];
        k = capacity;
    }

    /** Empties it and sets k; grows the arrays when needed. */
    public void reset(int newK) {
        if (newK < 0) {
            throw new IllegalArgumentException("k must not be negative, was " + newK);
        }
        if (newK > scores.length) {
            scores = new float[newK];
            ordinals = new int[newK];
            keys = new long[newK];
        }
        k = newK;
        size = 0;
        sorted = false;
    }

    public int size() {
        return size;
    }

    public int k() {
        return k;
    }

    public boolean isFull() {
        return size == k;
    }

    /** Returns the score a new pair has to beat: the worst kept one when full, else −∞ (+∞ when k is 0). */
    public float threshold() {
        if (size < k) {
            return Float.NEGATIVE_INFINITY;
        }
        return k == 0 ? Float.POSITIVE_INFINITY : scores[0];
    }

    /**
     * Offers a pair; returns whether it was kept. Must not be called between {@link #sort} and {@link
     * #reset} or {@link #reopen}.
     */
    public boolean offer(int ordinal, float score) {
        if (size < k) {
            if (Float.isNaN(score)) {
                return false;
            }
            siftUp(size++, ordinal, score);
            return true;
        }
        if (k == 0 || !better(score, ordinal, scores[0], ordinals[0])) {
            return false;
        }
        siftDown(0, ordinal, score, size);
        return true;
    }

    /** Puts the pairs into order, best first, ties by ascending ordinal. Idempotent. */
    public void sort() {
        if (sorted) {
            return;
        }
        // One number a pair, the better the smaller; much faster to sort than the heap is to take apart.
        for (int i = 0; i < size; i++) {
            keys[i] = ((long) ~FloatOrder.sortable(scores[i] + 0f) << 32) | ordinals[i];
        }
        Arrays.sort(keys, 0, size);
        for (int i = 0; i < size; i++) {
            scores[i] = FloatOrder.value(~(int) (keys[i] >> 32));
            ordinals[i] = (int) keys[i];
        }
        sorted = true;
    }

    /** Undoes {@link #sort}, so that more can be offered to the content it has. */
    public void reopen() {
        if (!sorted) {
            return;
        }
        // Worst first is a heap.
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            float score = scores[i];
            int ordinal = ordinals[i];
            scores[i] = scores[j];
            ordinals[i] = ordinals[j];
            scores[j] = score;
            ordinals[j] = ordinal;
        }
        sorted = false;
    }

    /** Returns the ordinal at rank {@code i} (0-based) after {@link #sort}. */
    public int ordinal(int i) {
        return ordinals[i];
    }

    /** Returns the score at rank {@code i} (0-based) after {@link #sort}. */
    public float score(int i) {
        return scores[i];
    }

    /** Returns a copy of the ordinals, best first; sorts. */
    public int[] toOrdinals() {
        sort();
        return Arrays.copyOf(ordinals, size);
    }

    private static boolean better(float s, int o, float t, int p) {
        return s > t || (s == t && o < p);
    }

    private void siftUp(int start, int ordinal, float score) {
        int i = start;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!better(scores[parent], ordinals[parent], score, ordinal)) {
                break;
            }
            scores[i] = scores[parent];
            ordinals[i] = ordinals[parent];
            i = parent;
        }
        scores[i] = score;
        ordinals[i] = ordinal;
    }

    private void siftDown(int start, int ordinal, float score, int end) {
        int i = start;
        for (int child = 2 * i + 1; child < end; child = 2 * i + 1) {
            int right = child + 1;
            if (right < end && better(scores[child], ordinals[child], scores[right], ordinals[right])) {
                child = right;
            }
            if (!better(score, ordinal, scores[child], ordinals[child])) {
                break;
            }
            scores[i] = scores[child];
            ordinals[i] = ordinals[child];
            i = child;
        }
        scores[i] = score;
        ordinals[i] = ordinal;
    }
}
