package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.SparseRows;
import io.candor.math.FactorMatrix;
import io.candor.profile.FoldIn;
import io.candor.profile.FoldInModel;
import io.candor.profile.FoldInParameters;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folding in exactly what a user was trained on gives the trained vector. */
class IalsFoldInTest {
    private static final int DIMS = 12;

    @Test
    void solve_trainingInteractions_givesTheTrainedVector() {
        for (Confidence confidence : Confidence.values()) {
            IalsParameters parameters = new IalsParameters(DIMS, 3, 0.01, 0.8, 0.1, confidence, 4, 0.1, 1);
            FeedbackMatrix feedback = FeedbackMatrix.of(interactions());
            TrainedFactors trained = Feedback.train(new IalsTrainer(parameters), feedback);
            FoldInModel model = model(trained);
            for (int user = 0; user < feedback.users(); user++) {
                assertFolded(model, trained, feedback.byUser(), user);
            }
        }
    }

    private static void assertFolded(FoldInModel model, TrainedFactors trained, SparseRows byUser, int user) {
        int n = byUser.length(user);
        float[] vectors = new float[n * DIMS];
        double[] strengths = new double[n];
        for (int i = 0; i < n; i++) {
            trained.items().copyRow(byUser.column(byUser.start(user) + i), vectors, i * DIMS);
            strengths[i] = byUser.value(byUser.start(user) + i);
        }
        float[] x = new float[DIMS];
        assertTrue(new FoldIn(n).solve(model, vectors, strengths, n, x, 0));
        for (int k = 0; k < DIMS; k++) {
            assertEquals(trained.users().at(user, k), x[k], 2e-5, "user " + user + " with " + n + " items");
        }
    }

    private static FoldInModel model(TrainedFactors trained) {
        FactorMatrix items = trained.items();
        double[] gram = new double[DIMS * DIMS];
        for (int row = 0; row < items.rows(); row++) {
            for (int i = 0; i < DIMS * DIMS; i++) {
                gram[i] += (double) items.at(row, i / DIMS) * items.at(row, i % DIMS);
            }
        }
        return new FoldInModel(
                gram,
                DIMS,
                items.rows(),
                FoldInParameters.of(trained.hyperparameters()).orElseThrow());
    }

    /** Users of 1 to 30 items, each liked with strength 1, which is what constant confidence knows. */
    private static Interactions interactions() {
        Random random = new Random(6);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int user = 0; user < 40; user++) {
            Set<Integer> items = new HashSet<>();
            while (items.size() < 1 + user % 30) {
                items.add((int) (Math.abs(random.nextGaussian()) * 20) + user % 3 * 10);
            }
            for (int item : Arrays.asList(items.toArray(Integer[]::new))) {
                builder.add("u" + user, "i" + item, 1, Interactions.NO_TIME);
            }
        }
        return builder.build();
    }
}
