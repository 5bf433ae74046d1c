package io.candor.exploration;

import java.util.Arrays;

/**
 * Equidistant nodes over the intervals in which a race is decided, ascending; intervals that do not overlap have empty space
 * between them, where nothing happens. Reusable.
 */
final class RaceGrid {
    /** Nodes beyond the ends of an interval, so that a stencil across empty space meets nothing but zeros. */
    private static final int MARGIN = 4;

    private double[] lows = {};
    private double[] highs = {};
    private int[] bottoms = {};
    private int intervals;
    private int runs;

    /** The nodes; valid up to {@link #size}. */
    double[] x = {};

    int size;
    double step;

    void reset() {
        intervals = 0;
    }

    /** Adds an interval; an empty one is ignored. */
    void add(double low, double high) {
        if (!(low < high)) {
            return;
        }
        if (intervals == lows.length) {
            lows = Arrays.copyOf(lows, Math.max(16, 2 * intervals));
            highs = Arrays.copyOf(highs, lows.length);
        }
        int at = intervals++;
        while (at > 0 && low < lows[at - 1]) {
            lows[at] = lows[at - 1];
            highs[at] = highs[at - 1];
            at--;
        }
        lows[at] = low;
        highs[at] = high;
    }

    /** Lays out the nodes. */
    void build(double newStep) {
        step = newStep;
        size = 0;
        runs = 0;
        if (intervals > bottoms.length) {
            bottoms = new int[lows.length];
        }
        int i = 0;
        while (i < intervals) {
            double low = lows[i];
            double high = highs[i];
            for (i++; i < intervals && lows[i] <= high + 2 * MARGIN * step; i++) {
                high = Math.max(high, highs[i]);
            }
            lay(low, high);
        }
    }

    private void lay(double low, double high) {
        int count = (int) Math.ceil((high - low) / step) + 1 + 2 * MARGIN;
        if (size + count > x.length) {
            x = Arrays.copyOf(x, Math.max(size + count, 2 * x.length));
        }
        bottoms[runs++] = size;
        for (int q = 0; q < count; q++) {
            x[size + q] = low + (q - MARGIN) * step;
        }
        size += count;
    }

    /** Returns the lowest node of the run of equidistant nodes that a node belongs to. */
    int bottom(int node) {
        int run = runs - 1;
        while (bottoms[run] > node) {
            run--;
        }
        return bottoms[run];
    }

    /** Returns the first node that is not below a number. */
    int from(double bound) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
