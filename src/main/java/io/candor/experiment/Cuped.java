package io.candor.experiment;

import java.util.Collection;

/**
 * Variance reduction by what was known of a unit before the experiment: y − θ·(x − x̄), θ = cov(y, x) / var(x) over the units of
 * all arms, x̄ their mean. Chance never made x depend on the arm, so nothing is taken from the effect.
 *
 * <p>Source: Deng, Xu, Kohavi, Walker, "Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data", WSDM 2013. Differs: of a ratio, the linearised metric (y − R·d) / d̄ is adjusted.
 *
 * @param theta θ; 0 when x does not vary
 * @param centre x̄
 */
record Cuped(double theta, double centre) {
    /** Returns the adjustment that fits all arms. */
    static Cuped pooled(Collection<Moments> arms) {
        Moments all = arms.stream().reduce(Moments.NONE, Moments::plus);
        double theta = Estimators.unitCovariance(all) / all.varianceX();
        return Double.isFinite(theta) ? new Cuped(theta, all.meanX()) : new Cuped(0, 0);
    }

    boolean adjusts() {
        return theta != 0;
    }

    /** Returns the adjusted estimate of one arm; variance (s_z² − 2·θ·s_zx + θ²·s_x²) / n, z the linearised metric. */
    Estimate adjust(Moments arm) {
        double variance = Estimators.unitVariance(arm)
                - 2 * theta * Estimators.unitCovariance(arm)
                + theta * theta * arm.varianceX();
        double value = arm.y() / arm.d() - theta * (arm.meanX() - centre);
        return new Estimate(value, Math.max(variance, 0) / arm.n(), arm.n());
    }
}
