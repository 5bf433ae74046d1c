package io.candor.evaluation;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;

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

    /** Returns inner products plus item bias; the user's bias moves no rank. The arguments are retained. */
    static ItemScores ofFactors(FactorMatrix users, FactorMatrix items, FloatColumn itemBias) {
        return (user, target) -> {
            float[] vector = new float[users.dims()];
            users.copyRow(user, vector, 0);
            for (int item = 0; item < target.length; item++) {
                target[item] = items.dot(item, vector, 0) + itemBias.at(item);
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
}
