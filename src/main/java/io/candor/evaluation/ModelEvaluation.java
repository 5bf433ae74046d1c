package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A model beside its two controls, all over the same held-out items.
 *
 * @param model the model itself
 * @param popularity the same ranking for everybody, by number of training interactions
 * @param shuffled the model with the vectors of the judged users exchanged among them at random
 */
public record ModelEvaluation(RankingReport model, RankingReport popularity, RankingReport shuffled) {
    /**
     * Evaluates.
     *
     * @param users shape (users × dims)
     * @param items shape (items × dims), as many as the hold-out knows
     * @param itemBias one value an item
     * @param itemPopularity occurrences in the training part, one value an item
     * @param depths values of k
     * @param random draws the shuffle
     */
    public static ModelEvaluation of(
            FactorMatrix users,
            FactorMatrix items,
            FloatColumn itemBias,
            FloatColumn itemPopularity,
            Holdout holdout,
            List<Integer> depths,
            RandomGenerator random) {
        if (items.rows() != holdout.items()) {
            throw new IllegalArgumentException(
                    "the model has " + items.rows() + " items, the hold-out " + holdout.items());
        }
        for (int i = 0; i < holdout.size(); i++) {
            if (holdout.user(i) >= users.rows()) {
                throw new IllegalArgumentException(
                        "the model has " + users.rows() + " users, the hold-out judges user " + holdout.user(i));
            }
        }
        RankingEvaluator evaluator = new RankingEvaluator(holdout, depths);
        ItemScores model = ItemScores.ofFactors(users, items, itemBias);
        int[] exchanged = exchange(users.rows(), holdout, random);
        return new ModelEvaluation(
                evaluator.evaluate(model),
                evaluator.evaluate(ItemScores.ofColumn(itemPopularity)),
                evaluator.evaluate((user, target) -> model.score(exchanged[user], target)));
    }

    /** Returns for every user whose vector it gets; a random permutation of the judged ones (Fisher, Yates 1938). */
    private static int[] exchange(int users, Holdout holdout, RandomGenerator random) {
        int[] exchanged = IntStream.range(0, users).toArray();
        for (int i = holdout.size() - 1; i > 0; i--) {
            int a = holdout.user(i);
            int b = holdout.user(random.nextInt(i + 1));
            int vector = exchanged[a];
            exchanged[a] = exchanged[b];
            exchanged[b] = vector;
        }
        return exchanged;
    }
}
