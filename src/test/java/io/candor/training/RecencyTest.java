package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.InteractionsBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RecencyTest {
    private static final int USERS = 80;
    private static final int KIND = 15;

    /** Users like ten of the first kind, then five of the second; and half of them the other way round. */
    private final FeedbackMatrix turned = turned();

    @Test
    void weights_whatCameBefore_countsHalfEachHalfLifeButForTheFloor() {
        FeedbackMatrix feedback = Feedback.of("a x", "a y", "a z");
        assertArrayEquals(
                new float[] {0.2f + 0.8f / 4, 0.2f + 0.8f / 2, 1}, new Recency(1, 0.2).weights(feedback), 1e-6f);
        assertArrayEquals(new float[] {0.5f, (float) Math.sqrt(0.5), 1}, new Recency(2, 0).weights(feedback), 1e-6f);
    }

    @Test
    void weights_longAgo_stayAboveZero() {
        String[] rows = new String[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "a i" + i;
        }
        assertTrue(new Recency(0.1, 0).weights(Feedback.of(rows))[0] > 0);
    }

    @Test
    void ials_recency_movesUsersToWhatTheyDidLastAndLeavesItemsAlone() {
        Map<String, String> settings = Map.of("dims", "6", "epochs", "6", "alpha0", "0.1", "lambda", "0.01");
        TrainedFactors plain = train("ials", settings, "0");
        TrainedFactors recent = train("ials", settings, "2");
        for (int i = 0; i < 2 * KIND; i++) {
            for (int j = 0; j < 2 * KIND; j++) {
                // The axes may differ, what is between items does not.
                assertEquals(between(plain, i, j), between(recent, i, j), 1e-4);
            }
        }
        assertTrue(lead(recent) > lead(plain) + 0.05, lead(plain) + " became " + lead(recent));
    }

    @Test
    void bprAndHybrid_recency_moveUsersToWhatTheyDidLast() {
        for (String algorithm : new String[] {"bpr", "hybrid"}) {
            Map<String, String> settings = Map.of("dims", "6", "epochs", "60", "learning_rate", "0.1");
            double before = lead(train(algorithm, settings, "0"));
            double after = lead(train(algorithm, settings, "2"));
            assertTrue(after > before + 0.05, algorithm + ": " + before + " became " + after);
        }
    }

    private TrainedFactors train(String algorithm, Map<String, String> settings, String recency) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("recency", recency);
        return Feedback.train(TrainingSettings.of(algorithm, all).trainer(), turned);
    }

    private static double between(TrainedFactors trained, int one, int other) {
        double sum = 0;
        for (int k = 0; k < trained.items().dims(); k++) {
            sum += (double) trained.items().at(one, k) * trained.items().at(other, k);
        }
        return sum;
    }

    /** Returns by how much more users like unseen items of the kind they turned to than of the one they left. */
    private double lead(TrainedFactors trained) {
        double lead = 0;
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < 2 * KIND; item++) {
                int column = item;
                boolean seen = turned.byUser().contains(user, column);
                boolean ofLastKind = (item < KIND) == (user % 2 == 1);
                lead += seen ? 0 : (ofLastKind ? 1 : -1) * Feedback.score(trained, user, item) / USERS;
            }
        }
        return lead;
    }

    private static FeedbackMatrix turned() {
        SplittableRandom random = new SplittableRandom(3);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int item = 0; item < 2 * KIND; item++) {
            // Somebody who knows all items, so that their ordinals are their numbers.
            builder.add("all", "i" + item, 1, 0);
        }
        for (int user = 1; user < USERS; user++) {
            for (int i = 0; i < 15; i++) {
                boolean first = (i < 10) == (user % 2 == 0);
                int item = (first ? 0 : KIND) + random.nextInt(KIND);
                builder.add("u" + user, "i" + item, 1, i);
            }
        }
        return FeedbackMatrix.of(builder.build().distinct());
    }
}
