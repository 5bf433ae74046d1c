package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.Bits;
import io.candor.math.SplitMix64;
import io.candor.math.TopK;
import java.util.Arrays;

/**
 * Ranks of the held-out items of one user after another among all unseen items, or among a sample of them, and the head of each
 * ranking. Holds working memory; belongs to one thread.
 */
final class UserRanks {
    private final Holdout holdout;
    private final ItemScores scores;
    private final CandidateSample sample;
    private final float[] row;
    private final Bits candidates;
    private final TopK best;
    private int[] items = {};
    private int[] unsorted = {};
    private int[] ranks = {};
    private int[] head = {};
    private double auc;

    UserRanks(Holdout holdout, ItemScores scores, CandidateSample sample, int depth) {
        this.holdout = holdout;
        this.scores = scores;
        this.sample = sample;
        this.row = new float[holdout.items()];
        this.candidates = new Bits(holdout.items());
        this.best = new TopK(depth);
    }

    /** Ranks for the i-th judged user; the other methods tell of this one then. */
    void rank(int i) {
        scores.score(holdout.user(i), row);
        holdout.unseen(i, candidates);
        items = new int[holdout.heldOutCount(i)];
        for (int k = 0; k < items.length; k++) {
            items[k] = holdout.heldOut(i, k);
        }
        sample.thin(candidates, items, new SplitMix64(sample.seed() + holdout.user(i)));
        unsorted = new int[items.length];
        double above = 0;
        for (int k = 0; k < items.length; k++) {
            above += rankOf(k);
        }
        auc = areaUnderCurve(above);
        ranks = unsorted.clone();
        Arrays.sort(ranks);
        head = listHead();
    }

    /** Returns the 1-based ranks of the held-out items, ascending. */
    int[] ranks() {
        return ranks;
    }

    /** Returns the ranks of the held-out items of one stratum, ascending. */
    int[] ranksWithin(PopularityStrata strata, int stratum) {
        int[] within = new int[items.length];
        int count = 0;
        for (int k = 0; k < items.length; k++) {
            if (strata.of(items[k]) == stratum) {
                within[count++] = unsorted[k];
            }
        }
        within = Arrays.copyOf(within, count);
        Arrays.sort(within);
        return within;
    }

    /** Returns the first items of the ranking, best first, as many as the depth. */
    int[] head() {
        return head;
    }

    /**
     * Returns P(a held-out item scores higher than another unseen one), equal scores counting half; NaN when there is no other
     * one.
     */
    double auc() {
        return auc;
    }

    /** Sets the rank of the k-th held-out item; returns how many candidates score higher, equal ones counting half. */
    private double rankOf(int k) {
        int wanted = items[k];
        float score = row[wanted];
        int rank = 1;
        int higher = 0;
        int equal = 0;
        for (int item = candidates.nextSet(0); item >= 0; item = candidates.nextSet(item + 1)) {
            if (row[item] > score) {
                higher++;
            } else if (row[item] == score && item != wanted) {
                equal++;
                rank += item < wanted ? 1 : 0;
            }
        }
        unsorted[k] = rank + higher;
        return higher + equal / 2.0;
    }

    /** Of each pair of held-out items one stands above the other, or both count half: they are taken out together. */
    private double areaUnderCurve(double above) {
        double n = items.length;
        double others = candidates.cardinality() - n;
        return others == 0 ? Double.NaN : 1 - (above - n * (n - 1) / 2) / (n * others);
    }

    private int[] listHead() {
        best.reset(best.k());
        for (int item = candidates.nextSet(0); item >= 0; item = candidates.nextSet(item + 1)) {
            best.offer(item, row[item]);
        }
        return best.toOrdinals();
    }
}
