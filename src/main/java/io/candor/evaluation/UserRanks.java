package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.Bits;
import io.candor.math.TopK;
import java.util.Arrays;

/**
 * Ranks of the held-out items of one user after another among all unseen items, and the head of each ranking. Holds working
 * memory; belongs to one thread.
 */
final class UserRanks {
    private final Holdout holdout;
    private final ItemScores scores;
    private final float[] row;
    private final Bits unseen;
    private final TopK head;

    UserRanks(Holdout holdout, ItemScores scores, int depth) {
        this.holdout = holdout;
        this.scores = scores;
        this.row = new float[holdout.items()];
        this.unseen = new Bits(holdout.items());
        this.head = new TopK(depth);
    }

    /** Returns the 1-based ranks of the items held out for the i-th judged user, ascending. */
    int[] ranks(int i) {
        scores.score(holdout.user(i), row);
        holdout.unseen(i, unseen);
        int[] ranks = new int[holdout.heldOutCount(i)];
        for (int k = 0; k < ranks.length; k++) {
            ranks[k] = rankOf(holdout.heldOut(i, k));
        }
        Arrays.sort(ranks);
        return ranks;
    }

    /** Returns the first items of the ranking last asked for, best first, as many as the depth. */
    int[] head() {
        head.reset(head.k());
        for (int item = unseen.nextSet(0); item >= 0; item = unseen.nextSet(item + 1)) {
            head.offer(item, row[item]);
        }
        return head.toOrdinals();
    }

    private int rankOf(int wanted) {
        float score = row[wanted];
        int rank = 1;
        for (int item = 0; item < row.length; item++) {
            boolean before = row[item] > score || (row[item] == score && item < wanted);
            if (before && unseen.get(item)) {
                rank++;
            }
        }
        return rank;
    }
}
