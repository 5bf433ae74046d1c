package io.candor.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;

/**
 * What a trainer made. The score of a user and an item is the inner product of their rows; biases of items are in it, as a
 * dimension of their own in which every user has 1, so that a search for the largest inner products misses nothing.
 *
 * @param algorithm its name in the manifest
 * @param hyperparameters as JSON, by the names that {@code train --set} takes
 * @param foldIn how a user vector follows from signals: {@code ials} or {@code none}
 * @param users shape (users × dims)
 * @param items shape (items × dims)
 * @param userBias what has to be added for the predicted rating, one value a user; moves no item's rank
 * @param loss last value of the objective; NaN when there is none
 */
public record TrainedFactors(
        String algorithm,
        JsonNode hyperparameters,
        String foldIn,
        FactorMatrix users,
        FactorMatrix items,
        FloatColumn userBias,
        double loss) {
    public TrainedFactors {
        if (users.dims() != items.dims()) {
            throw new IllegalArgumentException(
                    "user vectors have " + users.dims() + " values, item vectors " + items.dims());
        }
        if (userBias.size() != users.rows()) {
            throw new IllegalArgumentException(userBias.size() + " biases for " + users.rows() + " users");
        }
    }

    /** Returns the same with other item factors. */
    public TrainedFactors withItems(FactorMatrix others) {
        return new TrainedFactors(algorithm, hyperparameters, foldIn, users, others, userBias, loss);
    }

    /** Returns the predicted rating, of a model that predicts ratings. */
    public double rating(int user, int item) {
        double sum = userBias.at(user);
        for (int k = 0; k < users.dims(); k++) {
            sum += (double) users.at(user, k) * items.at(item, k);
        }
        return sum;
    }

    /** Returns factors without biases that fold in nobody. */
    static TrainedFactors plain(Trainer trainer, float[] users, float[] items, int dims, double loss) {
        return of(trainer, "none", users, items, dims, new float[users.length / dims], loss);
    }

    static TrainedFactors of(
            Trainer trainer, String foldIn, float[] users, float[] items, int dims, float[] userBias, double loss) {
        return new TrainedFactors(
                trainer.algorithm(),
                trainer.hyperparameters(),
                foldIn,
                FactorMatrix.ofRows(users, dims),
                FactorMatrix.ofRows(items, dims),
                FloatColumn.of(userBias),
                loss);
    }
}
