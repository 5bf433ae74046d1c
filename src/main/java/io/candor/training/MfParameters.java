package io.candor.training;

/**
 * Hyper-parameters of {@link MfTrainer}.
 *
 * @param sgd the common ones; alternating least squares has no steps and takes neither rate, decay nor batch
 * @param solver how the minimum is approached
 * @param nu exponent ν of the scaling λ·n^ν with the n ratings of a row, 0 to 2; least squares only
 */
record MfParameters(SgdParameters sgd, Solver solver, double nu) {
    /** How the minimum is approached. */
    enum Solver {
        SGD,
        ALS
    }

    MfParameters {
        ParameterBounds.check("nu", nu, 0, 2);
    }

    static MfParameters defaults() {
        return new MfParameters(new SgdParameters(64, 60, 0.02, 0.97, 0.08, 0.02, 512, 0.1, 42), Solver.SGD, 1);
    }
}
