package io.candor.evaluation;

import java.util.Arrays;

/** How often each item stands in the lists of all users. Not thread-safe. */
final class Exposure {
    private final long[] counts;

    Exposure(int items) {
        counts = new long[items];
    }

    /** Counts the first k items of a list. */
    void add(int[] list, int k) {
        for (int rank = 0; rank < Math.min(k, list.length); rank++) {
            counts[list[rank]]++;
        }
    }

    void add(Exposure other) {
        for (int item = 0; item < counts.length; item++) {
            counts[item] += other.counts[item];
        }
    }

    /** Returns the share of the items that somebody is shown. */
    double coverage() {
        return (double) Arrays.stream(counts).filter(count -> count > 0).count() / Math.max(1, counts.length);
    }

    /**
     * Returns the Gini coefficient of the counts over all items: 0 when all are shown equally often, near 1 when few get
     * everything; NaN when nothing is shown.
     */
    double gini() {
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        double weighted = 0;
        double total = 0;
        for (int j = 0; j < sorted.length; j++) {
            weighted += (2.0 * (j + 1) - sorted.length - 1) * sorted[j];
            total += sorted[j];
        }
        return weighted / (sorted.length * total);
    }
}
