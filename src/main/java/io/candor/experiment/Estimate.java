package io.candor.experiment;

/**
 * A value with the variance of its estimator. NaN where there are too few units.
 *
 * @param value estimated
 * @param variance squared standard error
 * @param n units it comes from
 */
public record Estimate(double value, double variance, long n) {
    public double standardError() {
        return Math.sqrt(variance);
    }
}
