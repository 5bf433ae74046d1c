package io.candor.training;

/**
 * Hyper-parameters of {@link BprTrainer}.
 *
 * @param sampler where negatives come from
 * @param pool from how many candidates a hard negative is chosen, 1 to 10,000
 */
record BprParameters(SgdParameters sgd, NegativeSampling sampler, int pool) {
    BprParameters {
        ParameterBounds.check("pool", pool, 1, 10_000);
    }

    static BprParameters defaults() {
        return new BprParameters(
                new SgdParameters(64, 100, 0.05, 0.99, 0.01, 0.01, 512, 0.1, 42), NegativeSampling.UNIFORM, 8);
    }
}
