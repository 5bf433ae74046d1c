package io.candor.experiment;

/**
 * How results are judged.
 *
 * @param alpha level of intervals and tests: the probability of being wrong at any look, above 0 to 0.5
 * @param tunedUnits N*, the number of units, over both arms, at which confidence sequences are narrowest; 1 or more
 * @param mixtureLift τ, the relative lift that the mixture sequential probability ratio test expects, above 0 to 10
 * @param minUnits units an arm must have before anything is concluded from it, 2 or more
 * @param sampleRatioAlpha level of the test of the sample ratio, above 0 to 0.5
 * @param sampleRatioConcentration of its prior, 1 or more; two halves that are off by about 0.5/√c are found best
 * @param maxCrossovers share of units that saw several arms above which results carry a warning, 0 to 1
 */
public record ResultsConfig(
        double alpha,
        int tunedUnits,
        double mixtureLift,
        int minUnits,
        double sampleRatioAlpha,
        double sampleRatioConcentration,
        double maxCrossovers) {
    private static final double MAX_ALPHA = 0.5;
    private static final double MAX_LIFT = 10;

    public ResultsConfig {
        checkAlpha("alpha", alpha);
        checkAlpha("sample_ratio_alpha", sampleRatioAlpha);
        if (tunedUnits < 1) {
            throw new IllegalArgumentException("tuned_units must be 1 or more, was " + tunedUnits);
        }
        if (!(mixtureLift > 0 && mixtureLift <= MAX_LIFT)) {
            throw new IllegalArgumentException("mixture_lift must be above 0 to " + MAX_LIFT + ", was " + mixtureLift);
        }
        if (minUnits < 2) {
            throw new IllegalArgumentException("min_units must be 2 or more, was " + minUnits);
        }
        if (!(sampleRatioConcentration >= 1 && sampleRatioConcentration <= 1e9)) {
            throw new IllegalArgumentException(
                    "sample_ratio_concentration must be 1 to 1e9, was " + sampleRatioConcentration);
        }
        Shares.check("max_crossovers", maxCrossovers);
    }

    public static ResultsConfig defaults() {
        return new ResultsConfig(0.05, 5_000, 0.05, 150, 0.001, 10_000, 0.01);
    }

    private static void checkAlpha(String name, double value) {
        if (!(value > 0 && value <= MAX_ALPHA)) {
            throw new IllegalArgumentException(name + " must be above 0 to " + MAX_ALPHA + ", was " + value);
        }
    }
}
