package io.candor.retrieval;

/**
 * How many candidates a graph search keeps, measured at two depths and drawn as a straight line through them.
 *
 * @param at10 for the best 10, at least 1
 * @param at100 for the best 100, at least {@code at10}
 */
record EfPair(int at10, int at100) {
    EfPair {
        if (at10 < 1 || at100 < at10) {
            throw new IllegalArgumentException("ef must be positive and rise with k, was " + at10 + ", " + at100);
        }
    }

    /** Returns a pair with this ef for k = 100, and for k = 10 no more than that. */
    EfPair withAt100(int ef) {
        return new EfPair(Math.min(at10, ef), ef);
    }

    /** Returns ef for the best {@code k}, never less than k; beyond 100 in proportion to k. */
    int at(int k) {
        if (k <= 10) {
            return Math.max(k, at10);
        }
        double ef = k <= 100 ? at10 + (at100 - at10) * (k - 10) / 90.0 : at100 * (k / 100.0);
        return Math.max(k, (int) Math.ceil(ef));
    }
}
