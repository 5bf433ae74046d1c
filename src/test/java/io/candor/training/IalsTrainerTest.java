package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.InteractionsBuilder;
import io.candor.math.FactorMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IalsTrainerTest {
    @Test
    void train_everyEpoch_doesNotRaiseTheLoss() {
        for (Confidence confidence : Confidence.values()) {
            List<Double> losses = new ArrayList<>();
            IalsParameters parameters = new IalsParameters(8, 12, 0.01, 1, 0.1, confidence, 2, 0.1, 3);
            TrainedFactors trained =
                    train(parameters, 2, Feedback.random(80, 60, 0.1, 1), epoch -> losses.add(epoch.loss()));
            assertEquals(12, losses.size());
            for (int epoch = 1; epoch < losses.size(); epoch++) {
                assertTrue(losses.get(epoch) <= losses.get(epoch - 1) * (1 + 1e-6), confidence + " " + losses);
            }
            assertTrue(losses.getLast() < 0.9 * losses.getFirst(), "it learns: " + losses);
            assertEquals(losses.getLast(), trained.loss());
        }
    }

    @Test
    void train_loss_isTheObjectiveOfTheFactors() {
        FeedbackMatrix feedback = Feedback.random(30, 20, 0.2, 4);
        IalsParameters parameters = new IalsParameters(5, 3, 0.02, 0.7, 0.3, Confidence.LINEAR, 1, 0.1, 3);
        TrainedFactors trained = train(parameters, 1, feedback, TrainingProgress.NONE);

        assertEquals(objective(parameters, feedback, trained), trained.loss(), 1e-4 * trained.loss());
    }

    @Test
    void train_sameSeed_givesTheSameBitsWhateverTheThreads() {
        FeedbackMatrix feedback = Feedback.random(500, 300, 0.03, 5);
        IalsParameters parameters = new IalsParameters(16, 3, 0.01, 1, 0.1, Confidence.CONSTANT, 0, 0.1, 42);
        TrainedFactors one = train(parameters, 1, feedback, TrainingProgress.NONE);
        for (int threads : new int[] {1, 2, 5}) {
            TrainedFactors other = train(parameters, threads, feedback, TrainingProgress.NONE);
            assertSameBits(one.users(), other.users());
            assertSameBits(one.items(), other.items());
            assertEquals(one.loss(), other.loss());
        }
    }

    @Test
    void train_plantedGroups_ranksEachUsersGroupFirst() {
        int groups = 6;
        SplittableRandom random = new SplittableRandom(6);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int item = 0; item < 60; item++) {
            builder.add("all", "i" + item, 1, 0);
        }
        for (int user = 0; user < 120; user++) {
            for (int item = user % groups; item < 60; item += groups) {
                if (random.nextDouble() < 0.6) {
                    builder.add("u" + user, "i" + item, 1, 0);
                }
            }
        }
        FeedbackMatrix feedback = FeedbackMatrix.of(builder.build());
        TrainedFactors trained = train(
                new IalsParameters(groups, 15, 0.003, 1, 0.1, Confidence.CONSTANT, 0, 0.1, 1),
                2,
                feedback,
                TrainingProgress.NONE);
        for (int user = 0; user < 120; user++) {
            double worstOfGroup = Double.POSITIVE_INFINITY;
            double bestOfOthers = Double.NEGATIVE_INFINITY;
            for (int item = 0; item < 60; item++) {
                double score = Feedback.score(trained, user + 1, item);
                if (item % groups == user % groups) {
                    worstOfGroup = Math.min(worstOfGroup, score);
                } else {
                    bestOfOthers = Math.max(bestOfOthers, score);
                }
            }
            assertTrue(worstOfGroup > bestOfOthers, "user " + user + ": " + worstOfGroup + " ≤ " + bestOfOthers);
        }
    }

    @Test
    void train_degenerateData_givesFiniteFactors() {
        for (FeedbackMatrix feedback : List.of(
                Feedback.of("u i"),
                Feedback.of("u i", "v i", "w i"),
                Feedback.of("u i", "u j", "u k"),
                Feedback.random(10, 10, 1, 1))) {
            TrainedFactors trained = train(IalsParameters.defaults(), 2, feedback, TrainingProgress.NONE);
            assertFinite(trained.users());
            assertFinite(trained.items());
            assertTrue(Feedback.score(trained, 0, 0) > 0.3, "what was seen is liked: " + Feedback.score(trained, 0, 0));
        }
    }

    @Test
    void train_parametersAtTheirBounds_givesFiniteFactors() {
        FeedbackMatrix feedback = Feedback.random(30, 25, 0.2, 8);
        double[] ends = {1e-9, 1e9};
        for (double lambda : ends) {
            for (double alpha0 : ends) {
                for (double sigma : ends) {
                    for (double nu : new double[] {0, 2}) {
                        IalsParameters parameters =
                                new IalsParameters(8, 3, lambda, nu, alpha0, Confidence.LINEAR, 1e9, sigma, 1);
                        TrainedFactors trained = train(parameters, 1, feedback, TrainingProgress.NONE);
                        assertFinite(trained.users());
                        assertFinite(trained.items());
                    }
                }
            }
        }
    }

    @Test
    void train_userAndItemWithoutEntries_haveZeroVectors() {
        InteractionsBuilder builder = new InteractionsBuilder();
        builder.add("a", "x", 1, 0);
        builder.add("nobody", "nothing", 1, 0);
        builder.add("b", "x", 1, 0);
        FeedbackMatrix feedback = FeedbackMatrix.of(builder.build().where(row -> row != 1));

        TrainedFactors trained = train(IalsParameters.defaults(), 1, feedback, TrainingProgress.NONE);

        assertEquals(0, trained.users().norm(1));
        assertEquals(0, trained.items().norm(1));
        assertTrue(trained.users().norm(0) > 0);
    }

    @Test
    void train_hyperparameters_areToldByTheNamesOfTheSettings() {
        TrainedFactors trained = train(IalsParameters.defaults(), 1, Feedback.of("u i", "v j"), TrainingProgress.NONE);

        Map<String, String> values = new HashMap<>();
        trained.hyperparameters()
                .propertyStream()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        assertEquals(TrainingSettings.of("ials", Map.of()), TrainingSettings.of("ials", values));
        assertEquals("ials", trained.foldIn());
    }

    @Test
    void popularity_score_growsWithTheCount() {
        TrainedFactors trained = Feedback.train(new PopularityTrainer(), Feedback.of("u x", "v x", "w x", "u y"));

        assertEquals(Math.log(4), Feedback.score(trained, 2, 0), 1e-6);
        assertEquals(Math.log(2), Feedback.score(trained, 0, 1), 1e-6);
        assertEquals("none", trained.foldIn());
    }

    @Test
    void workers_failingTask_throwsItsExceptionAndEndsTheThreads() {
        try (RowWorkers workers = new RowWorkers(3)) {
            Exception thrown = assertThrows(
                    IllegalStateException.class,
                    () -> workers.forEachRow(1_000, () -> row -> {
                        if (row == 700) {
                            throw new IllegalStateException("row 700");
                        }
                    }));
            assertEquals("row 700", thrown.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new RowWorkers(0));
    }

    private static TrainedFactors train(
            IalsParameters parameters, int threads, FeedbackMatrix feedback, TrainingProgress progress) {
        return Feedback.train(new IalsTrainer(parameters), threads, feedback, progress);
    }

    private static double objective(IalsParameters parameters, FeedbackMatrix feedback, TrainedFactors trained) {
        double value = 0;
        for (int user = 0; user < feedback.users(); user++) {
            for (int item = 0; item < feedback.items(); item++) {
                value += parameters.alpha0() * Math.pow(Feedback.score(trained, user, item), 2);
            }
            for (int p = feedback.byUser().start(user); p < feedback.byUser().end(user); p++) {
                double weight = 1 + parameters.alpha() * feedback.byUser().value(p);
                value += weight
                        * Math.pow(
                                1
                                        - Feedback.score(
                                                trained, user, feedback.byUser().column(p)),
                                2);
            }
            value += ridge(parameters, feedback.byUser().length(user), feedback.items())
                    * Math.pow(trained.users().norm(user), 2);
        }
        for (int item = 0; item < feedback.items(); item++) {
            value += ridge(parameters, feedback.byItem().length(item), feedback.users())
                    * Math.pow(trained.items().norm(item), 2);
        }
        return value;
    }

    private static double ridge(IalsParameters parameters, int entries, int others) {
        return parameters.lambda() * Math.pow(entries + parameters.alpha0() * others, parameters.nu());
    }

    private static void assertSameBits(FactorMatrix expected, FactorMatrix actual) {
        assertEquals(-1, expected.segment().mismatch(actual.segment()));
    }

    private static void assertFinite(FactorMatrix factors) {
        for (int row = 0; row < factors.rows(); row++) {
            assertTrue(Float.isFinite(factors.norm(row)));
        }
    }
}
