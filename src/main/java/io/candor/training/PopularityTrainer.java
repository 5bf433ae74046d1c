package io.candor.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.dataset.FeedbackMatrix;
import io.candor.math.FactorMatrix;
import java.util.Arrays;

/**
 * The baseline that recommends the same to everybody: factors of one dimension, 1 for a user and ln(1 + count) for an item.
 * Stateless.
 */
public final class PopularityTrainer {
    private PopularityTrainer() {}

    /** Returns the factors; there is nothing to set and nothing to wait for. */
    public static TrainedFactors train(FeedbackMatrix feedback) {
        float[] users = new float[feedback.users()];
        Arrays.fill(users, 1);
        float[] items = new float[feedback.items()];
        for (int item = 0; item < items.length; item++) {
            items[item] = (float) Math.log1p(feedback.byItem().length(item));
        }
        return new TrainedFactors(
                "popularity",
                JsonNodeFactory.instance.objectNode(),
                "none",
                FactorMatrix.ofRows(users, 1),
                FactorMatrix.ofRows(items, 1),
                Double.NaN);
    }
}
