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
    public static final int MAX_DIMS = 1_024;
    public static final int MAX_EPOCHS = 10_000;

    private static final double SMALLEST = 1e-9;
    private static final double LARGEST = 1e9;

    public IalsParameters {
        check(dims >= 1 && dims <= MAX_DIMS, "dims must be 1 to " + MAX_DIMS + ", was " + dims);
        check(epochs >= 1 && epochs <= MAX_EPOCHS, "epochs must be 1 to " + MAX_EPOCHS + ", was " + epochs);
        checkScale("lambda", lambda);
        check(nu >= 0 && nu <= 2, "nu must be 0 to 2, was " + nu);
        checkScale("alpha0", alpha0);
        check(alpha >= 0 && alpha <= LARGEST, "alpha must be 0 to " + LARGEST + ", was " + alpha);
        checkScale("sigma", sigma);
    }

    public static IalsParameters defaults() {
        return new IalsParameters(48, 16, 0.005, 1.0, 0.7, Confidence.CONSTANT, 40, 0.1, 42);
    }

    /** Checks against bounds within which factors stay finite. */
    private static void checkScale(String name, double value) {
        check(
                value >= SMALLEST && value <= LARGEST,
                name + " must be " + SMALLEST + " to " + LARGEST + ", was " + value);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
