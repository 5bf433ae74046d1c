package io.candor.training;

/**
 * Hyper-parameters of {@link IalsTrainer}.
 *
 * @param dims length of the factor vectors d, 1 to 1,024
 * @param epochs passes over items and users, 1 to 10,000
 * @param lambda regularisation λ, 10⁻⁹ to 10⁹
 * @param nu exponent ν of the frequency scaling of λ, 0 (none) to 2
 * @param alpha0 weight α₀ of an unobserved interaction, 10⁻⁹ to 10⁹
 * @param confidence weight of an observed interaction by its value
 * @param alpha slope α of that weight, 0 to 10⁹
 * @param sigma the initial factors are normal with standard deviation σ/√d, σ 10⁻⁹ to 10⁹
 * @param seed of the initial factors
 */
public record IalsParameters(
        int dims,
        int epochs,
        double lambda,
        double nu,
        double alpha0,
        Confidence confidence,
        double alpha,
        double sigma,
        long seed) {
    private static final double SMALLEST = 1e-9;

    /** Bounds within which factors stay finite. */
    private static final double LARGEST = 1e9;

    public IalsParameters {
        ParameterBounds.check("dims", dims, 1, ParameterBounds.MAX_DIMS);
        ParameterBounds.check("epochs", epochs, 1, ParameterBounds.MAX_EPOCHS);
        ParameterBounds.check("lambda", lambda, SMALLEST, LARGEST);
        ParameterBounds.check("nu", nu, 0, 2);
        ParameterBounds.check("alpha0", alpha0, SMALLEST, LARGEST);
        ParameterBounds.check("alpha", alpha, 0, LARGEST);
        ParameterBounds.check("sigma", sigma, SMALLEST, LARGEST);
    }

    public static IalsParameters defaults() {
        return new IalsParameters(48, 16, 0.005, 1.0, 0.7, Confidence.CONSTANT, 40, 0.1, 42);
    }
}
