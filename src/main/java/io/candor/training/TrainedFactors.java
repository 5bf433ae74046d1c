package io.candor.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.math.FactorMatrix;

/**
 * What a trainer made.
 *
 * @param algorithm its name in the manifest
 * @param hyperparameters as JSON, by the names that {@code train --set} takes
 * @param foldIn how a user vector follows from signals: {@code ials} or {@code none}
 * @param users shape (users × dims)
 * @param items shape (items × dims)
 * @param loss last value of the objective; NaN when there is none
 */
public record TrainedFactors(
        String algorithm,
        JsonNode hyperparameters,
        String foldIn,
        FactorMatrix users,
        FactorMatrix items,
        double loss) {
    public TrainedFactors {
        if (users.dims() != items.dims()) {
            throw new IllegalArgumentException(
                    "user vectors have " + users.dims() + " values, item vectors " + items.dims());
        }
    }
}
