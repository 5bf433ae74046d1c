package io.candor.app;

import io.candor.dataset.Holdout;
import io.candor.dataset.Interactions;
import io.candor.dataset.SplitData;
import io.candor.evaluation.ItemScores;
import io.candor.evaluation.RankingEvaluator;
import io.candor.math.FloatColumn;
import io.candor.math.MeanInterval;
import io.candor.training.RatingError;
import io.candor.training.TrainedFactors;
import io.candor.training.TrainingData;
import io.candor.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of the training data that is learnt from, and another by which what was learnt is judged; what a bundle is measured by
 * in the end takes no part. Immutable, thread-safe.
 */
public final class Validation {
    private static final List<Integer> DEPTHS = List.of(10, 20);
    private static final String RANKING = "nDCG@10";
    private static final String RATING = "RMSE";

    private final SplitData parts;
    private final Holdout holdout;
    private final TrainingData data;
    private final boolean ratings;

    private Validation(SplitData parts, Holdout holdout, TrainingData data, boolean ratings) {
        this.parts = parts;
        this.holdout = holdout;
        this.data = data;
        this.ratings = ratings;
    }

    /** Returns the validation split of a training part. */
    public static Validation of(TrainingSettings settings, String split, Interactions training) {
        float minimum = settings.data().minValue();
        SplitData parts = SplitData.of(training, settings.validationSplit(split), minimum);
        return new Validation(
                parts,
                Holdout.of(parts),
                TrainingData.of(parts.training(), minimum),
                settings.trainer().predictsRatings());
    }

    /** Returns what may be learnt from. */
    public TrainingData data() {
        return data;
    }

    /** Returns the name of what models are judged by. */
    public String metric() {
        return ratings ? RATING : RANKING;
    }

    /** Returns the value of that metric. */
    public double measure(TrainedFactors model) {
        return (ratings ? ratingError(model, parts) : ranking(model, holdout)).getOrDefault(metric(), Double.NaN);
    }

    /** Returns {@link #measure} with a sign by which more is better; NaN counts as worst. */
    public double score(TrainedFactors model) {
        double value = measure(model);
        if (Double.isNaN(value)) {
            return Double.NEGATIVE_INFINITY;
        }
        return ratings ? -value : value;
    }

    static Map<String, Double> ranking(TrainedFactors model, Holdout holdout) {
        FloatColumn noBias = FloatColumn.of(new float[model.items().rows()]);
        Map<String, MeanInterval> report = new RankingEvaluator(holdout, DEPTHS)
                .evaluate(ItemScores.ofFactors(model.users(), model.items(), noBias))
                .metrics();
        Map<String, Double> metrics = new LinkedHashMap<>();
        report.forEach((name, interval) -> metrics.put(name, interval.mean()));
        return metrics;
    }

    static Map<String, Double> ratingError(TrainedFactors model, SplitData parts) {
        Interactions training = parts.training();
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < training.size(); row++) {
            if (Float.isFinite(training.rating(row))) {
                lowest = Math.min(lowest, training.rating(row));
                highest = Math.max(highest, training.rating(row));
            }
        }
        return lowest > highest ? Map.of() : RatingError.of(model, parts.heldOut(), lowest, highest);
    }
}
