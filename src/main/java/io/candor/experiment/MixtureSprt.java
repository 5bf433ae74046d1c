package io.candor.experiment;

/**
 * The mixture sequential probability ratio test of "no effect" against effects drawn from N(0, τ²): Λ = √(V / (V + τ²)) ·
 * exp(τ²·d² / (2·V·(V + τ²))), V the variance of the estimated effect d. 1 / Λ is an always-valid p-value, and so is the least
 * of all looks.
 *
 * <p>Source: Johari, Koomen, Pekelis, Walsh, "Peeking at A/B tests", KDD 2017; Robbins, 1970.
 *
 * @param tau τ, the size of effects that are expected, above 0
 */
record MixtureSprt(double tau) {
    double likelihoodRatio(Estimate effect) {
        double v = effect.variance();
        double tau2 = tau * tau;
        double exponent = tau2 * effect.value() * effect.value() / (2 * v * (v + tau2));
        return Math.sqrt(v / (v + tau2)) * Math.exp(exponent);
    }

    double pValue(Estimate effect) {
        return Math.min(1, 1 / likelihoodRatio(effect));
    }
}
