package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.Split;
import io.candor.dataset.SplitData;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the algorithms learn, on data of which the truth is known. */
final class FactorModelsTest {
    private static final int USERS = 150;
    private static final int ITEMS = 80;
    private static final double NOISE = 0.1;

    private final SplitData planted = new Split.Random(0.2, 3).apply(plantedRatings());
    private final TrainingData data = TrainingData.of(planted.training(), Float.NEGATIVE_INFINITY);

    @Test
    void mf_plantedLowRank_isRecoveredToTheNoise() {
        for (Map<String, String> settings : List.of(
                Map.of(
                        "solver", "sgd", "dims", "3", "epochs", "200", "lambda", "0.005", "decay", "0.99", "batch",
                        "64"),
                Map.of("solver", "als", "dims", "3", "epochs", "40", "lambda", "0.002", "bias_lambda", "0.002"))) {
            TrainedFactors model = train("mf", settings);
            double rmse = rootMeanSquaredError(model);
            assertTrue(rmse > 0.8 * NOISE && rmse < 1.5 * NOISE, settings + " " + rmse);
        }
    }

    private double rootMeanSquaredError(TrainedFactors model) {
        Interactions heldOut = planted.heldOut();
        double squares = 0;
        for (int row = 0; row < heldOut.size(); row++) {
            double error = heldOut.rating(row) - model.rating(heldOut.user(row), heldOut.item(row));
            squares += error * error;
        }
        return Math.sqrt(squares / heldOut.size());
    }

    @Test
    void mf_alsRow_isTheSolutionOfTheDenseNormalEquations() {
        MfParameters parameters =
                new MfParameters(new SgdParameters(2, 1, 1, 1, 0.3, 0.7, 1, 1, 5), MfParameters.Solver.ALS, 0.5);
        FeedbackMatrix ratings = Feedback.random(6, 5, 0.7, 2);
        float[] fixed = InitialFactors.normal(5, 2, 1, 8);
        float[] bias = {0.1f, -0.2f, 0.3f, 0, 0.05f};
        float[] factors = new float[12];
        float[] solvedBias = new float[6];
        RatingRowSolver solver = new RatingRowSolver(parameters, ratings.byUser(), fixed, bias, 3);
        for (int user = 0; user < 6; user++) {
            solver.solve(user, factors, solvedBias);
            assertGradientVanishes(parameters, ratings, user, fixed, bias, factors, solvedBias[user]);
        }
    }

    private static void assertGradientVanishes(
            MfParameters parameters, FeedbackMatrix ratings, int user, float[] f, float[] c, float[] x, float b) {
        double scale = Math.sqrt(ratings.byUser().length(user));
        double[] gradient = {
            scale * parameters.sgd().lambda() * x[2 * user],
            scale * parameters.sgd().lambda() * x[2 * user + 1],
            scale * parameters.sgd().biasLambda() * b
        };
        for (int p = ratings.byUser().start(user); p < ratings.byUser().end(user); p++) {
            int item = ratings.byUser().column(p);
            double miss = ratings.byUser().value(p)
                    - 3
                    - c[item]
                    - b
                    - x[2 * user] * f[2 * item]
                    - x[2 * user + 1] * f[2 * item + 1];
            gradient[0] -= miss * f[2 * item];
            gradient[1] -= miss * f[2 * item + 1];
            gradient[2] -= miss;
        }
        for (double slope : gradient) {
            assertEquals(0, slope, 1e-5, "user " + user);
        }
    }

    @Test
    void ranking_plantedGroups_ranksEachUsersGroupFirst() {
        int groups = 5;
        FeedbackMatrix feedback = groups(groups);
        for (String algorithm : new String[] {"bpr", "hybrid", "itemknn"}) {
            Map<String, String> settings = algorithm.equals("itemknn")
                    ? Map.of("neighbours", "11", "dims", "60")
                    : Map.of("dims", "8", "epochs", "150", "batch", "64");
            TrainedFactors model =
                    Feedback.train(TrainingSettings.of(algorithm, settings).trainer(), feedback);
            double concordant = 0;
            double pairs = 0;
            for (int user = 0; user < feedback.users(); user++) {
                for (int liked = user % groups; liked < 60; liked += groups) {
                    for (int other = 0; other < 60; other++) {
                        if (other % groups != user % groups) {
                            pairs++;
                            concordant +=
                                    Feedback.score(model, user, liked) > Feedback.score(model, user, other) ? 1 : 0;
                        }
                    }
                }
            }
            assertTrue(concordant / pairs > 0.99, algorithm + " orders " + concordant / pairs);
        }
    }

    @Test
    void itemknn_enoughDimensions_isTheSumOfTheSimilarities() {
        FeedbackMatrix feedback = Feedback.random(40, 15, 0.3, 6);
        KnnParameters parameters = new KnnParameters(15, 4, 2, 3, 1);
        TrainedFactors model = Feedback.train(new KnnTrainer(parameters), feedback);
        try (RowWorkers workers = new RowWorkers(1)) {
            var similarities = ItemSimilarities.of(feedback, parameters, workers);
            for (int user = 0; user < 40; user++) {
                for (int item = 0; item < 15; item++) {
                    double sum = 0;
                    for (int p = similarities.start(item); p < similarities.end(item); p++) {
                        sum += feedback.byUser().contains(user, similarities.column(p)) ? similarities.value(p) : 0;
                    }
                    assertEquals(sum, Feedback.score(model, user, item), 1e-4);
                }
            }
        }
    }

    @Test
    void itemknn_similarity_isTheShrunkCosineOfTheNearest() {
        // x has {a, b, c}, y has {a, b}, z has {c}.
        FeedbackMatrix feedback = Feedback.of("a x", "b x", "c x", "a y", "b y", "c z");
        try (RowWorkers workers = new RowWorkers(1)) {
            var similarities = ItemSimilarities.of(feedback, new KnnParameters(3, 1, 10, 1, 1), workers);
            assertEquals(1, similarities.length(0));
            assertEquals(1, similarities.column(similarities.start(0)));
            assertEquals(2 / (Math.sqrt(6) + 10), similarities.value(similarities.start(0)), 1e-6);
        }
    }

    @Test
    void mf_ratingsOfNobody_givesTheMeanWithoutFailing() {
        TrainedFactors model = Feedback.train(
                TrainingSettings.of("mf", Map.of("dims", "2", "epochs", "2")).trainer(), Feedback.of("u i"));
        assertEquals(1, model.userBias().at(0) + Feedback.score(model, 0, 0), 0.05);
    }

    private TrainedFactors train(String algorithm, Map<String, String> settings) {
        Trainer trainer = TrainingSettings.of(algorithm, settings).trainer();
        return new TrainingRun(trainer, 2, () -> 0).train(data, trainer.epochs(), TrainingProgress.NONE);
    }

    private static FeedbackMatrix groups(int groups) {
        SplittableRandom random = new SplittableRandom(6);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int item = 0; item < 60; item++) {
            builder.add("u" + item % groups, "i" + item, 1, 0);
        }
        for (int user = groups; user < 120; user++) {
            for (int item = user % groups; item < 60; item += groups) {
                if (random.nextDouble() < 0.6) {
                    builder.add("u" + user, "i" + item, 1, 0);
                }
            }
        }
        return FeedbackMatrix.of(builder.build());
    }

    /** Ratings 3 + b_u + b_i + p_u·q_i with two factors and normal noise, of 60 % of all pairs. */
    private static Interactions plantedRatings() {
        SplittableRandom random = new SplittableRandom(12);
        double[] users = new double[3 * USERS];
        double[] items = new double[3 * ITEMS];
        for (int i = 0; i < users.length; i++) {
            users[i] = random.nextGaussian();
        }
        for (int i = 0; i < items.length; i++) {
            items[i] = random.nextGaussian();
        }
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int u = 0; u < USERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                if (random.nextDouble() < 0.6) {
                    double rating = 3
                            + 0.5 * users[3 * u]
                            + 0.5 * items[3 * i]
                            + users[3 * u + 1] * items[3 * i + 1]
                            + users[3 * u + 2] * items[3 * i + 2];
                    builder.add("u" + u, "i" + i, (float) (rating + NOISE * random.nextGaussian()), 0);
                }
            }
        }
        return builder.build();
    }
}
