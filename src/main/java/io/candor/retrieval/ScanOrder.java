package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import java.util.Arrays;

/**
 * The orders in which a scan may read rows. By falling norm, where it is to be exact. Where it may miss some: in bands of falling norm,
 * each twice as wide as the one before up to {@value #WIDEST_BAND} rows, and within a band by direction, so that the rows of a block lie
 * near its centre; the first bands are narrow, so that the k-th best score is soon known. Nothing is random.
 */
final class ScanOrder {
    private static final int FIRST_BAND = 1 << 10;
    private static final int WIDEST_BAND = 1 << 13;
    private static final int MOST_DIRECTIONS = 512;
    private static final int ROWS_PER_DIRECTION = 64;

    private ScanOrder() {}

    /** Returns the row at each position, by norm alone. */
    static int[] byNorm(FactorMatrix items) {
        return FloatOrder.descending(norms(items));
    }

    /** Returns the row at each position, by norm and direction; takes time proportional to the rows, some 7 µs for each of 64 dimensions. */
    static int[] byDirection(FactorMatrix items) {
        int count = Math.clamp(items.rows() / ROWS_PER_DIRECTION, 1, MOST_DIRECTIONS);
        int[] directions = DirectionClusters.assign(items, count);
        int[] order = byNorm(items);
        int from = 0;
        int width = FIRST_BAND;
        while (from < order.length) {
            int to = from + Math.min(width, order.length - from);
            sort(order, from, to, directions);
            from = to;
            width = Math.min(2 * width, WIDEST_BAND);
        }
        return order;
    }

    private static float[] norms(FactorMatrix items) {
        float[] norms = new float[items.rows()];
        for (int row = 0; row < norms.length; row++) {
            norms[row] = items.norm(row);
        }
        return norms;
    }

    /** Sorts a band by direction; rows of one direction stay in their order. */
    private static void sort(int[] order, int from, int to, int[] directions) {
        long[] keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) directions[order[from + i]] << Integer.SIZE) | i;
        }
        Arrays.sort(keys);
        int[] band = Arrays.copyOfRange(order, from, to);
        for (int i = 0; i < keys.length; i++) {
            order[from + i] = band[(int) keys[i]];
        }
    }
}
