package io.candor.debiasing;

/**
 * How exposure is corrected for in training.
 *
 * @param weighting the form
 * @param clip least propensity that is divided by, above 0 to 1
 * @param exponent of inverse propensities, 0 to 1
 * @param popularity exponent β of (clicks of the item / most clicks)^−β, by which what was clicked counts more; 0 to 2
 */
public record WeightingSettings(Weighting weighting, double clip, double exponent, double popularity) {
    private static final double MOST_POPULARITY = 2;

    public WeightingSettings {
        if (!(clip > 0 && clip <= 1)) {
            throw new IllegalArgumentException("clip must be above 0 to 1, was " + clip);
        }
        if (!(exponent >= 0 && exponent <= 1)) {
            throw new IllegalArgumentException("exponent must be 0 to 1, was " + exponent);
        }
        if (!(popularity >= 0 && popularity <= MOST_POPULARITY)) {
            throw new IllegalArgumentException("popularity must be 0 to 2, was " + popularity);
        }
    }

    public static WeightingSettings defaults() {
        return of(Weighting.COEC);
    }

    /** Returns the defaults of a form. */
    public static WeightingSettings of(Weighting weighting) {
        return new WeightingSettings(weighting, 0.05, 1, 0);
    }

    /** Returns what a propensity is multiplied with: 1/max(p, clip)^exponent. */
    public double inverse(double propensity) {
        return Math.pow(Math.max(propensity, clip), -exponent);
    }
}
