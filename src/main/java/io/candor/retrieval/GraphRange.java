package io.candor.retrieval;

import io.candor.retrieval.IndexDescription.Cpu;

/**
 * The depths k at which the graph answers and not the exact index, because it is faster there.
 *
 * @param from smallest k, at least 1
 * @param to largest k; below {@code from} when there is none
 */
record GraphRange(int from, int to) {
    static final GraphRange ALL = new GraphRange(1, RetrievalConfig.MAX_CANDIDATES);
    static final GraphRange NONE = new GraphRange(1, 0);

    GraphRange {
        if (from < 1 || to < 0) {
            throw new IllegalArgumentException("depths must be positive, were " + from + " to " + to);
        }
    }

    /**
     * Returns where the graph costs less, taking cost for a straight line through what was measured at k = 10 and k = 100, and
     * below 10 for what it is at 10.
     */
    static GraphRange cheaper(Cpu graph, Cpu exact) {
        double gain10 = exact.microsAt10() - graph.microsAt10();
        double gain100 = exact.microsAt100() - graph.microsAt100();
        if (gain10 <= 0 && gain100 <= 0) {
            return NONE;
        }
        double even = 10 + 90 * gain10 / (gain10 - gain100);
        if (gain10 > gain100 && even < RetrievalConfig.MAX_CANDIDATES) {
            return new GraphRange(1, (int) even);
        }
        return gain10 > 0 ? ALL : new GraphRange((int) Math.ceil(even), RetrievalConfig.MAX_CANDIDATES);
    }

    boolean isEmpty() {
        return to < from;
    }

    boolean has(int k) {
        return k >= from && (k <= to || to >= RetrievalConfig.MAX_CANDIDATES);
    }

    /** Returns it as a person reads it: {@code at any k}, {@code up to k = 40}, {@code from k = 40 on}. */
    String text() {
        if (from == 1) {
            return to >= RetrievalConfig.MAX_CANDIDATES ? "at any k" : "up to k = " + to;
        }
        return "from k = " + from + " on";
    }
}
