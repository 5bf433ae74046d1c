package io.candor.exploration;

import java.util.Arrays;

/**
 * The probability of an item at a slot, over all that the draw might have shown elsewhere: what position estimators and
 * item-wise weights need, while {@link SlateDraw} tells of the slots one after another.
 *
 * <p>Of the mixture, like everything here: Σ_c w_c P_c(item at slot) with the weights w_c of policy and floor given the pages
 * before. Closed formulas and sums are exact to about 1e-12; {@link Policy#PLACKETT_LUCE} and {@link Policy#THOMPSON} are
 * integrated, to about 1e-9.
 *
 * <p>For the consumer of the log, not for the path of a request. One instance belongs to one thread; it allocates only when
 * it grows.
 */
public final class Marginals {
    private final SlotLaw closed = new ClosedLaw();
    private final SlotLaw plackettLuce = new RaceLaw(new GumbelKeys());
    private final SlotLaw thompson = new ThompsonLaw();
    private final SlotLaw teamDraft = new TeamDraftLaw();
    private final OpenSlots open = new OpenSlots();
    private final int[] one = new int[1];
    private int[] items = {};
    private double[] main = {};
    private double[] matrix = {};

    /**
     * Tells P(the item at its slot) for each slot of a slate.
     *
     * @param pool not modified
     * @param page as it was before the draw
     * @param slate different candidates of the pool by slot, as many as the slate has; not modified
     * @param out by slot, 0 to 1; 1 where pinned; overwritten
     */
    public void positions(ExplorationConfig config, DrawPool pool, PageState page, int[] slate, double[] out) {
        int slots = pool.slateSize();
        if (slots * slots > matrix.length) {
            matrix = new double[slots * slots];
        }
        vectors(config, pool, page, slate, slots, matrix);
        for (int k = 0; k < slots; k++) {
            out[k] = matrix[k * slots + k];
        }
    }

    /**
     * Tells P(the candidate at slot k) for some candidates and each slot k: one call costs much less than one for each.
     *
     * @param candidates different ones of the pool; not modified
     * @param count how many of them
     * @param out shape (count × slots), row-major; overwritten. The sum of a row is the probability of being shown
     */
    public void vectors(
            ExplorationConfig config, DrawPool pool, PageState page, int[] candidates, int count, double[] out) {
        open.over(pool);
        int pinned = pool.pinned();
        int slots = pool.slateSize();
        Arrays.fill(out, 0, count * slots, 0);
        int free = select(candidates, count, pinned);
        mix(config, page, free);
        int next = 0;
        for (int r = 0; r < count; r++) {
            if (candidates[r] < pinned) {
                out[r * slots + candidates[r]] = 1;
            } else {
                System.arraycopy(main, next++ * open.slots(), out, r * slots + pinned, open.slots());
            }
        }
    }

    /** As {@link #vectors}, of one candidate. */
    public void vector(ExplorationConfig config, DrawPool pool, PageState page, int candidate, double[] out) {
        one[0] = candidate;
        vectors(config, pool, page, one, 1, out);
    }

    /** Returns P(the candidate is in the slate), 0 to 1. */
    public double inclusion(ExplorationConfig config, DrawPool pool, PageState page, int candidate) {
        int slots = pool.slateSize();
        if (slots > matrix.length) {
            matrix = new double[slots * slots];
        }
        vector(config, pool, page, candidate, matrix);
        double sum = 0;
        for (int k = 0; k < slots; k++) {
            sum += matrix[k];
        }
        return Math.min(sum, 1);
    }

    /** Collects the candidates that are not pinned, counted from the first such one; returns how many there are. */
    private int select(int[] candidates, int count, int pinned) {
        if (count > items.length) {
            items = new int[count];
        }
        int free = 0;
        for (int r = 0; r < count; r++) {
            if (candidates[r] < 0 || candidates[r] >= pinned + open.size()) {
                throw new IllegalArgumentException(
                        "candidate must be 0 to " + (pinned + open.size() - 1) + ", was " + candidates[r]);
            }
            if (candidates[r] >= pinned) {
                items[free++] = candidates[r] - pinned;
            }
        }
        if (free * open.slots() > main.length) {
            main = new double[free * open.slots()];
        }
        return free;
    }

    /** Makes the rows of the mixture: the uniform draw puts every candidate at every slot with probability 1/N. */
    private void mix(ExplorationConfig config, PageState page, int free) {
        double ofMain = StrictMath.exp(page.lnWeight(PageState.MAIN, config));
        double ofFloor = StrictMath.exp(page.lnWeight(PageState.FLOOR, config));
        if (ofMain > 0) {
            law(config.policy()).vectors(open, config, items, free, main);
        } else {
            Arrays.fill(main, 0, free * open.slots(), 0);
        }
        double floor = ofFloor / open.size();
        for (int at = 0; at < free * open.slots(); at++) {
            main[at] = ofMain * main[at] + floor;
        }
    }

    private SlotLaw law(Policy policy) {
        return switch (policy) {
            case GREEDY, UNIFORM, EXPLORE_SLOT, RAND_PAIR, FAIR_PAIRS -> closed;
            case PLACKETT_LUCE -> plackettLuce;
            case THOMPSON -> thompson;
            case TEAM_DRAFT -> teamDraft;
        };
    }
}
