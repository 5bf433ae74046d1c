package io.candor.training;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import java.util.SplittableRandom;

/** Generated interactions for the tests of trainers. */
final class Feedback {
    private Feedback() {}

    /** Returns random pairs of {@code users × items} cells, each there with the given probability, values 1 to 5. */
    static FeedbackMatrix random(int users, int items, double density, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                if (random.nextDouble() < density) {
                    builder.add("u" + user, "i" + item, random.nextInt(1, 6), 0);
                }
            }
        }
        return FeedbackMatrix.of(builder.build());
    }

    /** Returns rows {@code user item}, all of value 1. */
    static FeedbackMatrix of(String... rows) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (String row : rows) {
            String[] ids = row.split(" ", -1);
            builder.add(ids[0], ids[1], 1, Interactions.NO_TIME);
        }
        return FeedbackMatrix.of(builder.build());
    }

    /** Trains on a matrix that is both interest and ratings. */
    static TrainedFactors train(Trainer trainer, int threads, FeedbackMatrix feedback, TrainingProgress progress) {
        return new TrainingRun(trainer, threads, () -> 0)
                .train(new TrainingData(feedback, feedback), trainer.epochs(), progress);
    }

    /** Trains on one thread. */
    static TrainedFactors train(Trainer trainer, FeedbackMatrix feedback) {
        return train(trainer, 1, feedback, TrainingProgress.NONE);
    }

    /** Returns the inner product. */
    static double score(TrainedFactors trained, int user, int item) {
        double sum = 0;
        for (int k = 0; k < trained.users().dims(); k++) {
            sum += (double) trained.users().at(user, k) * trained.items().at(item, k);
        }
        return sum;
    }
}
