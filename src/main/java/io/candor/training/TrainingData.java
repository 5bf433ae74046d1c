package io.candor.training;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;

/**
 * What there is to learn from, over the same users and items.
 *
 * @param interest what users were interested in: values are counts, ratings or unified scores
 * @param ratings what users said: values are ratings; those of disliked items are among them
 * @param observed what predictions are held to: what is of interest, and where rows have targets of their own also what was seen and
 *     left
 */
public record TrainingData(FeedbackMatrix interest, FeedbackMatrix ratings, FeedbackMatrix observed) {
    public TrainingData {
        if (interest.users() != ratings.users() || interest.items() != ratings.items()) {
            throw new IllegalArgumentException("interest is " + interest.users() + " × " + interest.items()
                    + ", ratings are " + ratings.users() + " × " + ratings.items());
        }
    }

    /** Creates data without anything that was seen and left. */
    public TrainingData(FeedbackMatrix interest, FeedbackMatrix ratings) {
        this(interest, ratings, interest);
    }

    /**
     * Returns what interactions tell, which hold each (user, item) at most once.
     *
     * @param minimum value from which a row tells interest
     */
    public static TrainingData of(Interactions interactions, float minimum) {
        return of(interactions, interactions.where(row -> interactions.value(row) >= minimum));
    }

    /** As above, the rows that tell interest being given. */
    public static TrainingData of(Interactions interactions, Interactions ofInterest) {
        FeedbackMatrix interest = FeedbackMatrix.of(ofInterest, ofInterest::value, ofInterest::target);
        FeedbackMatrix observed = interactions.hasTargets()
                ? FeedbackMatrix.of(interactions, interactions::value, interactions::target)
                : interest;
        return new TrainingData(interest, FeedbackMatrix.ofRatings(interactions), observed);
    }

    public int users() {
        return interest.users();
    }

    public int items() {
        return interest.items();
    }
}
