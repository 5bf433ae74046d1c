package io.candor.training;

/**
 * Hyper-parameters of {@link HybridTrainer}.
 *
 * @param bpr those of the ranking part, which gives the step too
 * @param ratingWeight weight γ of the ratings' squared error, 0 to 100
 */
record HybridParameters(BprParameters bpr, double ratingWeight) {
    HybridParameters {
        ParameterBounds.check("rating_weight", ratingWeight, 0, 100);
    }

    static HybridParameters defaults() {
        return new HybridParameters(BprParameters.defaults(), 0.1);
    }
}
