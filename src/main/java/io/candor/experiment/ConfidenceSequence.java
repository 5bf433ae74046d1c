package io.candor.experiment;

/**
 * Intervals that hold at every look: with a probability of 1 − α, asymptotically, the truth is in all of them, however often and
 * whenever somebody looks, and whatever makes them stop.
 *
 * <p>Half width: se·√n·√(2·(n·ρ² + 1) / (n·ρ)² · ln(√(n·ρ² + 1) / α)), ρ² = (−2·ln α + ln(1 − 2·ln α)) / N*. Narrowest,
 * relative to a fixed interval, at n = N*: there it is 1.55 times as wide (α 0.05). The p-value is the least α at which 0 is
 * outside: √(n·ρ² + 1)·exp(−ρ²·z²·n / (2·(n·ρ² + 1))) with ρ kept.
 *
 * <p>Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", arXiv 2103.06476, equations 4 and 9.
 *
 * @param alpha α, above 0, below 1
 * @param tunedUnits N*, 1 or more
 */
record ConfidenceSequence(double alpha, double tunedUnits) {
    private double rhoSquared() {
        double lnAlpha = -2 * Math.log(alpha);
        return (lnAlpha + Math.log1p(lnAlpha)) / tunedUnits;
    }

    double halfWidth(double standardError, double n) {
        double rho2 = rhoSquared();
        double grown = n * rho2 + 1;
        return standardError
                * Math.sqrt(n)
                * Math.sqrt(2 * grown / (n * n * rho2) * Math.log(Math.sqrt(grown) / alpha));
    }

    Interval around(Estimate estimate) {
        return Interval.around(estimate.value(), halfWidth(estimate.standardError(), estimate.n()));
    }

    /** Returns the always-valid p-value of the hypothesis that the truth is 0. */
    double pValue(Estimate estimate) {
        double nRho2 = estimate.n() * rhoSquared();
        double z2 = estimate.value() * estimate.value() / estimate.variance();
        return Math.min(1, Math.sqrt(nRho2 + 1) * Math.exp(-z2 * nRho2 / (2 * (nRho2 + 1))));
    }
}
