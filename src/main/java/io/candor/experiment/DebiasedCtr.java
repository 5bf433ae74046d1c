package io.candor.experiment;

import java.util.List;

/**
 * Clicks per examined impression: Σ_k c_k / Σ_k θ_k·n_k, so that an arm is not better for showing the same items higher up
 * ("clicks over expected clicks").
 *
 * <p>Variance: Σ_k n_k·p_k·(1 − p_k) / (Σ_k θ_k·n_k)², p_k = c_k / n_k, times the design effect: how much larger, at least 1, the
 * delta-method variance of the plain click-through rate, over units, is than its binomial one. θ counts as known.
 *
 * <p>Source: Zhang, Jones, "Comparing click logs and editorial labels for training query rewriting", 2007 (COEC); Kish,
 * "Survey sampling", 1965 (design effect).
 */
final class DebiasedCtr {
    private DebiasedCtr() {}

    /**
     * Estimates from counts by position.
     *
     * @param examination θ_k, at least one; the last one stands for all further positions
     * @param ctr moments of the click-through rate over the same units
     */
    static Estimate of(PositionCounts counts, List<Double> examination, Moments ctr) {
        double clicks = 0;
        double examined = 0;
        double variance = 0;
        for (int k = 0; k < counts.impressions().size(); k++) {
            double shown = counts.impressions().get(k);
            double clicked = counts.clicks().get(k);
            clicks += clicked;
            examined += shown * examination.get(Math.min(k, examination.size() - 1));
            variance += shown > 0 ? clicked * (1 - clicked / shown) : 0;
        }
        return new Estimate(clicks / examined, variance * designEffect(ctr) / (examined * examined), ctr.n());
    }

    private static double designEffect(Moments ctr) {
        Estimate rate = Estimators.ratio(ctr);
        double binomial = rate.value() * (1 - rate.value()) / ctr.d();
        return Math.max(1, rate.variance() / binomial);
    }
}
