package io.candor.retrieval;

import io.candor.math.FloatOrder;
import java.util.Arrays;

/**
 * The best rows a graph search has met, in falling order of score, and which of them were expanded.
 *
 * <p>It keeps the first {@code ef} rows that may be returned, and all others that score better than the last of those. One
 * sorted array does for both the candidates and the results of a search: a row that falls off the end would never be
 * expanded either. Not thread-safe; allocates only to grow.
 */
final class GraphPool {
    // A key has the score in its high half, so that keys compare as scores do; below it two flags and the row.
    private static final long EXPANDED = 1L << 31;
    private static final long REJECTED = 1L << 30;
    private static final long ROW = REJECTED - 1;

    /** Rows a pool can tell apart. */
    static final int MAX_ROWS = 1 << 30;

    private long[] keys = new long[512];
    private int size;
    private int limit;
    private int next;
    private float threshold;

    void reset(int ef) {
        limit = ef;
        size = 0;
        next = 0;
        threshold = Float.NEGATIVE_INFINITY;
    }

    /** Returns the score below which a row is not kept. */
    float threshold() {
        return threshold;
    }

    /**
     * Puts a row in its place, unless it scores below the threshold.
     *
     * @param returnable whether it may be returned, or is only a way to others
     */
    void offer(int row, float score, boolean returnable) {
        if (!(score >= threshold)) {
            return;
        }
        long key = ((long) FloatOrder.sortable(score) << 32) | (returnable ? row : row | REJECTED);
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        int at = place(key);
        System.arraycopy(keys, at, keys, at + 1, size - at);
        keys[at] = key;
        size++;
        next = Math.min(next, at);
        limit += returnable ? 0 : 1;
        if (size >= limit) {
            shrink();
        }
    }

    private int place(long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] >= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Drops what comes after the ef-th returnable row. */
    private void shrink() {
        while (size > limit || (size == limit && !isReturnable(size - 1))) {
            size--;
            limit -= isReturnable(size) ? 0 : 1;
        }
        threshold = size == limit ? score(size - 1) : Float.NEGATIVE_INFINITY;
    }

    /** Returns the best row not yet expanded and marks it as expanded; −1 when there is none. */
    int expandNext() {
        while (next < size && (keys[next] & EXPANDED) != 0) {
            next++;
        }
        if (next == size) {
            return -1;
        }
        keys[next] |= EXPANDED;
        return row(next++);
    }

    int size() {
        return size;
    }

    int row(int i) {
        return (int) (keys[i] & ROW);
    }

    float score(int i) {
        return FloatOrder.value((int) (keys[i] >> 32));
    }

    boolean isReturnable(int i) {
        return (keys[i] & REJECTED) == 0;
    }
}
