package io.candor.app;

import io.candor.dataset.Holdout;
import io.candor.dataset.Interactions;
import io.candor.dataset.Split;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.evaluation.ItemScores;
import io.candor.evaluation.RankingEvaluator;
import io.candor.evaluation.RatingErrors;
import io.candor.math.FloatColumn;
import io.candor.math.MeanInterval;
import io.candor.training.TrainedFactors;
import io.candor.training.TrainingData;
import io.candor.training.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of the training data that is learnt from, and another by which what was learnt is judged; what a bundle is measured by
 * in the end takes no part. Immutable, thread-safe.
 */
public final class Validation {
    private static final List<Integer> DEPTHS = List.of(10, 20);

    private final Holdout holdout;
    private final TrainingData data;
    private final boolean ratings;
    private final String metric;

    private Validation(Holdout holdout, TrainingData data, TrainingSettings settings) {
        this.holdout = holdout;
        this.data = data;
        this.ratings = settings.trainer().predictsRatings();
        this.metric =
                ratings ? RatingErrors.RMSE : settings.stopping().validateBy().metric();
    }

    /**
     * Returns several, each within what the one before learns from: with leave-last-out the last of the training part, the one before
     * it, and so on. What wins by their mean owes less to luck.
     *
     * @param training the training part as it was read
     * @param count at least 1
     * @throws CandorException DATASET_INVALID when nothing is left to judge by
     */
    static List<Validation> nested(
            TrainingSettings settings, Split split, Interactions training, Preparation preparation, int count) {
        List<Validation> all = new ArrayList<>();
        Interactions left = training;
        for (int i = 0; i < count; i++) {
            Preparation.Parts parts = preparation.divide(left, split);
            all.add(of(settings, parts));
            left = parts.asRead();
        }
        return all;
    }

    private static Validation of(TrainingSettings settings, Preparation.Parts parts) {
        Holdout holdout = Holdout.of(parts.shaped());
        if (holdout.size() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    "the validation split holds nothing out, so there is nothing to judge by");
        }
        return new Validation(holdout, parts.data(), settings);
    }

    /** Returns what may be learnt from. */
    public TrainingData data() {
        return data;
    }

    /** Returns the name of what models are judged by. */
    public String metric() {
        return metric;
    }

    /** Returns the value of that metric. */
    public double measure(TrainedFactors model) {
        return (ratings ? ratingErrors(model, holdout) : ranking(model, holdout)).getOrDefault(metric, Double.NaN);
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
        return means(new RankingEvaluator(holdout, DEPTHS)
                .evaluate(ItemScores.ofFactors(model.users(), model.items(), noBias))
                .metrics());
    }

    static Map<String, Double> ratingErrors(TrainedFactors model, Holdout holdout) {
        return means(RatingErrors.of(model::rating, holdout));
    }

    private static Map<String, Double> means(Map<String, MeanInterval> metrics) {
        Map<String, Double> means = new LinkedHashMap<>();
        metrics.forEach((name, interval) -> means.put(name, interval.mean()));
        return means;
    }
}
