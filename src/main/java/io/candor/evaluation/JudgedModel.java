package io.candor.evaluation;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.model.ModelSnapshot;
import java.util.Optional;

/**
 * What evaluation reads of a model; valid as long as the model is held.
 *
 * @param users shape (users × dims)
 * @param items shape (items × dims)
 * @param userBias one value a user
 * @param itemBias one value an item
 * @param itemPopularity occurrences in the training part, one value an item
 * @param predictsRatings whether inner product and biases are a rating
 */
public record JudgedModel(
        FactorMatrix users,
        FactorMatrix items,
        FloatColumn userBias,
        FloatColumn itemBias,
        FloatColumn itemPopularity,
        boolean predictsRatings) {
    /** Returns what is read of an opened bundle; one that was measured by its {@code RMSE} when it was made predicts ratings. */
    public static JudgedModel of(ModelSnapshot model) {
        return new JudgedModel(
                model.users(),
                model.items(),
                model.userBias(),
                model.itemBias(),
                model.itemPopularity(),
                model.manifest().metrics().containsKey(RatingErrors.RMSE));
    }

    /** Returns inner product plus both biases; for an item below 0, of which nothing is known, the bias of the user. */
    double rating(int user, int item) {
        double sum = userBias.at(user) + (item < 0 ? 0 : itemBias.at(item));
        for (int d = 0; item >= 0 && d < users.dims(); d++) {
            sum += (double) users.at(user, d) * items.at(item, d);
        }
        return sum;
    }

    /** Returns what it predicts, by its own ordinals. */
    Predictions predictions() {
        return new Predictions(
                ItemScores.ofFactors(users, items, itemBias),
                predictsRatings ? Optional.of(this::rating) : Optional.empty());
    }
}
