package io.candor.exploration;

/** Says before a draw whether its probability can be worked out within a bound of time and memory. Pure functions. */
public final class DrawBudget {
    /** Numbers a race may hold at once: 2.4 MB, worked out in one to two milliseconds. */
    private static final double MOST_CELLS = 300_000;

    private static final double REACH = 2 * 7.5;
    private static final double LEAST_SHARE = 1.0 / 16;

    private DrawBudget() {}

    /**
     * Returns whether a pool may be drawn. Only Thompson's race can be too costly: its nodes grow with the slots and with the
     * spread of the scores over the narrowest deviation. Depends on configuration and pool alone, never on what would be
     * drawn, so that a slate that is not drawn for this reason is shown for certain.
     */
    public static boolean allows(ExplorationConfig config, DrawPool pool) {
        if (config.policy() != Policy.THOMPSON || pool.size() == 0) {
            return true;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double narrowest = Double.POSITIVE_INFINITY;
        double widest = 0;
        for (int i = 0; i < pool.size(); i++) {
            low = Math.min(low, pool.score(i));
            high = Math.max(high, pool.score(i));
            narrowest = Math.min(narrowest, pool.logit(i));
            widest = Math.max(widest, pool.logit(i));
        }
        if (widest == 0) {
            return true;
        }
        double step = Math.max(narrowest, widest * LEAST_SHARE) / (2.0 * pool.slateSize());
        double nodes = (high - low + REACH * widest) / step;
        return nodes * pool.slateSize() <= MOST_CELLS;
    }
}
