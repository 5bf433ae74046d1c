package io.candor.training;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.SparseRows;
import io.candor.math.TopK;

/**
 * The nearest items of every item by s_ij = |U_i ∩ U_j| / (√(|U_i|·|U_j|) + shrinkage), U_i the users interested in i.
 *
 * <p>Source: Deshpande, Karypis 2004, "Item-based top-n recommendation algorithms", section 4. Differs: the shrinkage.
 */
final class ItemSimilarities {
    private ItemSimilarities() {}

    /** Returns shape (items × items); row i holds its nearest. */
    static SparseRows of(FeedbackMatrix interest, KnnParameters parameters, RowWorkers workers) {
        int items = interest.items();
        int[][] nearest = new int[items][];
        float[][] similarity = new float[items][];
        workers.forEachRow(items, () -> {
            int[] common = new int[items];
            int[] touched = new int[items];
            TopK best = new TopK(parameters.neighbours());
            return item -> {
                best.reset(parameters.neighbours());
                int count = count(interest, item, common, touched);
                offer(interest, item, common, touched, count, parameters.shrinkage(), best);
                best.sort();
                nearest[item] = best.toOrdinals();
                similarity[item] = new float[nearest[item].length];
                for (int k = 0; k < nearest[item].length; k++) {
                    similarity[item][k] = best.score(k);
                }
            };
        });
        return SparseRows.of(nearest, similarity, items);
    }

    /** Counts the users that other items have in common with one; returns how many such items are in {@code touched}. */
    private static int count(FeedbackMatrix interest, int item, int[] common, int[] touched) {
        SparseRows byItem = interest.byItem();
        SparseRows byUser = interest.byUser();
        int count = 0;
        for (int p = byItem.start(item); p < byItem.end(item); p++) {
            int user = byItem.column(p);
            for (int q = byUser.start(user); q < byUser.end(user); q++) {
                int other = byUser.column(q);
                if (common[other]++ == 0) {
                    touched[count++] = other;
                }
            }
        }
        return count;
    }

    /** Offers the touched items, and takes their counts back to 0. */
    private static void offer(
            FeedbackMatrix interest, int item, int[] common, int[] touched, int count, double shrinkage, TopK best) {
        double own = interest.byItem().length(item);
        for (int i = 0; i < count; i++) {
            int other = touched[i];
            if (other != item) {
                double norm = Math.sqrt(own * interest.byItem().length(other)) + shrinkage;
                best.offer(other, (float) (common[other] / norm));
            }
            common[other] = 0;
        }
    }
}
