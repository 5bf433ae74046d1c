package io.candor.training;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;

/**
 * What there is to learn from, over the same users and items.
 *
 * @param interest what users were interested in: values are counts, ratings or unified scores
 * @param ratings what users said: values are ratings; those of disliked items are among them
 */
public record TrainingData(FeedbackMatrix interest, FeedbackMatrix ratings) {
    public TrainingData {
        if (interest.users() != ratings.users() || interest.items() != ratings.items()) {
            throw new IllegalArgumentException("interest is " + interest.users() + " × " + interest.items()
                    + ", ratings are " + ratings.users() + " × " + ratings.items());
        }
    }

    /**
     * Returns what interactions tell, which hold each (user, item) at most once.
     *
     * @param minimum value from which a row tells interest
     */
    public static TrainingData of(Interactions interactions, float minimum) {
        return new TrainingData(
                FeedbackMatrix.of(interactions.where(row -> interactions.value(row) >= minimum)),
                FeedbackMatrix.ofRatings(interactions));
    }

    public int users() {
        return interest.users();
    }

    public int items() {
        return interest.items();
    }
}
