package io.candor.offpolicy;

/** What the policy in question does where rows of a log were made. Safe to ask from several threads. */
public interface TargetLaw {
    /**
     * Returns Σ_a π_e(a at the position of the row) · value(a).
     *
     * @param row of the outcomes
     * @param values one a possible item, by ordinal; not modified
     */
    double expectation(int row, double[] values);

    /** Returns the probability that the target shows at the row's position what the policy of the log never does, 0 to 1. */
    double uncovered(int row);
}
