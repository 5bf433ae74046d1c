package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.Bootstrap;
import io.candor.math.SplitMix64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model beside its two controls, and perhaps a rival, all over the same held-out items.
 *
 * @param model the model itself
 * @param popularity the same ranking for everybody, by number of training interactions
 * @param shuffled the model with the vectors of the judged users exchanged among them at random
 * @param rival another model, when there is one
 */
public record ModelEvaluation(
        RankingReport model, RankingReport popularity, RankingReport shuffled, Optional<Comparison> rival) {
    /**
     * Another model, over the same users.
     *
     * @param report of the other model
     * @param differences this model − the other one, by metric
     */
    public record Comparison(RankingReport report, Map<String, Difference> differences) {}

    /** Evaluates without a rival. */
    public static ModelEvaluation of(JudgedModel model, Holdout holdout, EvaluationPlan plan) {
        return evaluate(model, holdout, plan, null);
    }

    /**
     * Evaluates.
     *
     * @param rival by the ordinals of the model
     * @throws IllegalArgumentException when model and hold-out have not the same items, or the model lacks a judged user
     */
    public static ModelEvaluation of(JudgedModel model, Holdout holdout, EvaluationPlan plan, Predictions rival) {
        return evaluate(model, holdout, plan, rival);
    }

    private static ModelEvaluation evaluate(
            JudgedModel model, Holdout holdout, EvaluationPlan plan, @Nullable Predictions rival) {
        check(model, holdout);
        RankingEvaluator evaluator = new RankingEvaluator(
                holdout,
                plan,
                ListQuality.of(
                        model.items(), model.itemPopularity(), model.users().rows()),
                PopularityStrata.of(model.itemPopularity()));
        Bootstrap bootstrap = plan.bootstrap();
        Predictions predictions = model.predictions();
        ItemScores scores = predictions.scores();
        int[] exchanged = exchange(model.users().rows(), holdout, bootstrap.seed());
        Measurements own = measure(evaluator, predictions, holdout);
        return new ModelEvaluation(
                own.report(bootstrap),
                evaluator.measure(ItemScores.ofColumn(model.itemPopularity())).report(bootstrap),
                evaluator
                        .measure((user, target) -> scores.score(exchanged[user], target))
                        .report(bootstrap),
                Optional.ofNullable(rival).map(other -> compare(own, measure(evaluator, other, holdout), bootstrap)));
    }

    private static Measurements measure(RankingEvaluator evaluator, Predictions predictions, Holdout holdout) {
        Measurements ranking = evaluator.measure(predictions.scores());
        return predictions
                .ratings()
                .map(ratings -> ranking.with(RatingErrors.measure(ratings, holdout)))
                .orElse(ranking);
    }

    private static Comparison compare(Measurements own, Measurements other, Bootstrap bootstrap) {
        return new Comparison(other.report(bootstrap), Difference.of(own.byUser(), other.byUser(), bootstrap));
    }

    private static void check(JudgedModel model, Holdout holdout) {
        if (model.items().rows() != holdout.items()) {
            throw new IllegalArgumentException(
                    "the model has " + model.items().rows() + " items, the hold-out " + holdout.items());
        }
        for (int i = 0; i < holdout.size(); i++) {
            if (holdout.user(i) >= model.users().rows()) {
                throw new IllegalArgumentException("the model has "
                        + model.users().rows() + " users, the hold-out judges user " + holdout.user(i));
            }
        }
    }

    /** Returns for every user whose vector it gets; a random permutation of the judged ones (Fisher, Yates 1938). */
    private static int[] exchange(int users, Holdout holdout, long seed) {
        SplitMix64 random = new SplitMix64(seed);
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
