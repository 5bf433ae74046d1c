package io.candor.exploration;

import java.util.Arrays;

/**
 * The probability of an item at a slot, over all that the draw might have shown elsewhere: what position estimators and
 * item-wise weights need, while {@link SlateDraw} tells of the slots one after another.
 *
 * <p>For the log consumer, not for the path of a request. One instance belongs to one thread.
 */
public final class Marginals {
    private final UniformPolicy uniform = new UniformPolicy();

    /**
     * Tells P(the item at its slot) for each slot of a slate.
     *
     * @param pool not modified
     * @param page as it was before the draw
     * @param slate different candidates by slot, as many as the slate has; not modified
     * @param out by slot, 0 to 1; 1 where pinned; overwritten
     */
    public void positions(ExplorationConfig config, DrawPool pool, PageState page, int[] slate, double[] out) {
        Arrays.fill(out, 0, slate.length, 0);
    }

    /**
     * Tells P(the candidate at slot k) for each slot k.
     *
     * @param candidate of the pool
     * @param out by slot, as many as the slate has; overwritten. Their sum is the probability of being shown
     */
    public void vector(ExplorationConfig config, DrawPool pool, PageState page, int candidate, double[] out) {
        Arrays.fill(out, 0, pool.slateSize(), 0);
    }

    /** Returns P(the candidate is in the slate). */
    public double inclusion(ExplorationConfig config, DrawPool pool, PageState page, int candidate) {
        double[] vector = new double[pool.slateSize()];
        vector(config, pool, page, candidate, vector);
        return Arrays.stream(vector).sum();
    }
}
