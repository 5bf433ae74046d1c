package io.candor.evaluation;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.VectorKernels;

/** What a model thinks of every item for one user: the order of the scores is the ranking. */
@FunctionalInterface
public interface ItemScores {
    /**
     * Writes one score an item into {@code target}.
     *
     * @param user ordinal
     * @param target as long as there are items; overwritten; NaN is not allowed
     */
    void score(int user, float[] target);

    /** Returns inner products plus item bias; the user's bias moves no rank. The items are copied, the rest retained. */
    static ItemScores ofFactors(FactorMatrix users, FactorMatrix items, FloatColumn itemBias) {
        int dims = users.dims();
        float[] rows = new float[Math.multiplyExact(items.rows(), dims)];
        for (int item = 0; item < items.rows(); item++) {
            items.copyRow(item, rows, item * dims);
        }
        return (user, target) -> {
            float[] vector = new float[dims];
            users.copyRow(user, vector, 0);
            for (int item = 0; item < target.length; item++) {
                target[item] = VectorKernels.dot(rows, item * dims, vector, 0, dims) + itemBias.at(item);
            }
        };
    }

    /** Returns the same column for every user. */
    static ItemScores ofColumn(FloatColumn column) {
        return (user, target) -> {
            for (int item = 0; item < target.length; item++) {
                target[item] = column.at(item);
            }
        };
    }

    /**
     * Returns the scores of a model that numbers users and items in another way.
     *
     * @param userOf its ordinal of each of our users, below 0 where it has none; then all items score alike; retained
     * @param itemOf its ordinal of each of our items, below 0 where it has none; then the item is last; retained
     * @param items how many it has
     */
    static ItemScores translated(ItemScores other, int[] userOf, int[] itemOf, int items) {
        return (user, target) -> {
            float[] row = new float[items];
            if (userOf[user] >= 0) {
                other.score(userOf[user], row);
            }
            for (int item = 0; item < target.length; item++) {
                target[item] = itemOf[item] < 0 ? Float.NEGATIVE_INFINITY : row[itemOf[item]];
            }
        };
    }
}
