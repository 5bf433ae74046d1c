package io.candor.retrieval;

/**
 * The recall that an index has to hold at k = 10 and at k = 100, by the right answers to a sample of queries.
 *
 * @param at10 the right answers at k = 10
 * @param at100 the right answers at k = 100
 * @param target share of them that has to be found
 */
record RecallGoal(Truth at10, Truth at100, double target) {
    /** Asks {@code exact}, an exact index, for the right answers. */
    static RecallGoal of(QuerySample sample, CandidateIndex exact, double target) {
        return new RecallGoal(Truth.of(sample, exact, 10), Truth.of(sample, exact, 100), target);
    }

    /** Returns the same goal with half as much that may be missed. */
    RecallGoal halfway() {
        return new RecallGoal(at10, at100, (1 + target) / 2);
    }

    /** Returns whether an index finds enough of the right answers at a depth. */
    boolean isHeld(CandidateIndex index, Truth truth) {
        return truth.recallOf(index).holds(target);
    }
}
