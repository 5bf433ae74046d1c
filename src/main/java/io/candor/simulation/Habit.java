package io.candor.simulation;

/** What a user does with a slate. */
enum Habit {
    /** Looks, and clicks on what he likes. */
    PERSON,
    /** Clicks on everything. */
    EVERYTHING,
    /** Clicks on half of what is there, whatever it is. */
    ANYTHING;

    /** Returns P(click) on an item of a grade at a position. */
    double probability(ClickModel model, int position, int grade) {
        return switch (this) {
            case PERSON -> model.probability(position, grade);
            case EVERYTHING -> 1;
            case ANYTHING -> 0.5;
        };
    }
}
