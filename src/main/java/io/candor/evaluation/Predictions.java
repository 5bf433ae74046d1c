package io.candor.evaluation;

import java.util.Optional;

/**
 * What a model says of users and items.
 *
 * @param scores order the items of a user
 * @param ratings what a user will rate an item, where the model predicts that
 */
public record Predictions(ItemScores scores, Optional<Ratings> ratings) {
    /** Predicted ratings, safe to ask from several threads. */
    @FunctionalInterface
    public interface Ratings {
        /** Returns the rating of an item by a user, finite. */
        double of(int user, int item);
    }
}
