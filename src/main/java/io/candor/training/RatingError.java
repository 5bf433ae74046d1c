package io.candor.training;

import io.candor.dataset.Interactions;
import java.util.Map;

/** How far predicted ratings are from given ones. Pure functions. */
public final class RatingError {
    private RatingError() {}

    /**
     * Returns {@code RMSE} and {@code MAE} over the rows that have a rating, NaN when none has. A prediction is the user's bias
     * plus the inner product, brought into the range of the ratings that were learnt from.
     */
    public static Map<String, Double> of(TrainedFactors model, Interactions heldOut, float lowest, float highest) {
        double squares = 0;
        double misses = 0;
        int count = 0;
        for (int row = 0; row < heldOut.size(); row++) {
            double rating = heldOut.rating(row);
            if (Double.isNaN(rating)) {
                continue;
            }
            double predicted = Math.clamp(predict(model, heldOut.user(row), heldOut.item(row)), lowest, highest);
            squares += (rating - predicted) * (rating - predicted);
            misses += Math.abs(rating - predicted);
            count++;
        }
        return Map.of("RMSE", Math.sqrt(squares / count), "MAE", misses / count);
    }

    private static double predict(TrainedFactors model, int user, int item) {
        double sum = model.userBias().at(user);
        for (int k = 0; k < model.users().dims(); k++) {
            sum += (double) model.users().at(user, k) * model.items().at(item, k);
        }
        return sum;
    }
}
