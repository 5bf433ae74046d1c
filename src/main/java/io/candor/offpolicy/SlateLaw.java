package io.candor.offpolicy;

/** What the policy in question does with whole slates, where rows of a log were made. Safe to ask from several threads. */
public interface SlateLaw extends TargetLaw {
    /**
     * Returns Σ_a π_e(a at the slot of the row | the items the log shows above it) · value(a).
     *
     * @param row of the outcomes
     * @param values one a possible item, by ordinal; not modified
     * @return NaN when it is not known
     */
    double conditional(int row, double[] values);

    /** Returns the weight that {@link PseudoInverse} gives the request of a row; NaN when it is not known. */
    double slateWeight(int row);
}
