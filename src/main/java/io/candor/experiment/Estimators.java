package io.candor.experiment;

/**
 * Estimates from moments. Pure functions; NaN below two units, and where a denominator is 0.
 *
 * <p>Source: Deng, Knoblich, Lu, "Applying the delta method in metric analytics", KDD 2018.
 */
final class Estimators {
    private Estimators() {}

    /**
     * Returns R = Σy / Σd with its delta-method variance (s_y² − 2·R·s_yd + R²·s_d²) / (d̄²·n), units being independent of
     * each other but what they see and do not. With d = 1 it is the mean of y with s_y² / n.
     */
    static Estimate ratio(Moments m) {
        double value = m.y() / m.d();
        return new Estimate(value, unitVariance(m) / m.n(), m.n());
    }

    /** Returns the variance, over units, of the linearised metric (y − R·d) / d̄. */
    static double unitVariance(Moments m) {
        double ratio = m.y() / m.d();
        double squared = m.varianceY() - 2 * ratio * m.covarianceYD() + ratio * ratio * m.varianceD();
        return squared / (m.meanD() * m.meanD());
    }

    /** Returns the covariance, over units, of the linearised metric and the covariate. */
    static double unitCovariance(Moments m) {
        double ratio = m.y() / m.d();
        return (m.covarianceYX() - ratio * m.covarianceDX()) / m.meanD();
    }

    /** Returns b / a − 1 for independent estimates, with its delta-method variance v_b / a² + b²·v_a / a⁴. */
    static Estimate lift(Estimate a, Estimate b) {
        double ratio = b.value() / a.value();
        double square = a.value() * a.value();
        return new Estimate(ratio - 1, (b.variance() + ratio * ratio * a.variance()) / square, a.n() + b.n());
    }
}
