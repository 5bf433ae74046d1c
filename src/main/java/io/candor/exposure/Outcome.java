package io.candor.exposure;

import io.candor.event.Action;

/**
 * What came of one shown item within the attribution window, by kind of action.
 *
 * @param type of the actions
 * @param count how many there were, at least 1; events that came twice count once
 * @param value purchase: Σ quantity · price; watch: the largest share watched; rating: the latest stars; viewable, dwell, scroll:
 *     the largest value; others: 1
 * @param firstMillis when the first happened, epoch milliseconds
 */
public record Outcome(Action.Type type, long count, double value, long firstMillis) {
    public Outcome {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
    }
}
