package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.MeanInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far predicted ratings, brought into the range of those that were learnt from, are from those that were held out: RMSE and
 * MAE over all of them, with intervals over users.
 */
public final class RatingErrors {
    /** The metric by which a bundle says that its model predicts ratings. */
    public static final String RMSE = "RMSE";

    private RatingErrors() {}

    /** Returns {@code RMSE} and {@code MAE}, with normal intervals; NaN when no rating is known. */
    public static Map<String, MeanInterval> of(Predictions.Ratings ratings, Holdout holdout) {
        Map<String, MeanInterval> errors = new LinkedHashMap<>();
        measure(ratings, holdout).forEach(metric -> errors.put(metric.name(), metric.interval()));
        return errors;
    }

    static List<UserMetric> measure(Predictions.Ratings predicted, Holdout holdout) {
        double[] squares = new double[holdout.size()];
        double[] distances = new double[holdout.size()];
        double[] ratings = new double[holdout.size()];
        for (int i = 0; i < holdout.size(); i++) {
            for (int k = 0; k < holdout.heldOutCount(i); k++) {
                float rating = holdout.rating(i, k);
                if (Float.isFinite(rating)) {
                    double prediction = predicted.of(holdout.user(i), holdout.heldOut(i, k));
                    double error = rating - holdout.range().clamp(prediction);
                    squares[i] += error * error;
                    distances[i] += Math.abs(error);
                    ratings[i]++;
                }
            }
        }
        return List.of(
                UserMetric.rootOfRatio(RMSE, squares, ratings), UserMetric.ratio("MAE", distances, ratings.clone()));
    }
}
