package io.candor.experiment;

import io.candor.math.SpecialFunctions;

/**
 * Welch's t test of the difference of two means, for a single look.
 *
 * <p>Source: Welch, "The generalization of Student's problem when several different population variances are involved", 1947.
 *
 * @param difference b − a
 * @param standardError of the difference
 * @param degrees of freedom, by Welch and Satterthwaite
 */
record WelchTest(double difference, double standardError, double degrees) {
    static WelchTest of(Estimate a, Estimate b) {
        double variance = a.variance() + b.variance();
        double degrees = variance
                * variance
                / (a.variance() * a.variance() / (a.n() - 1) + b.variance() * b.variance() / (b.n() - 1));
        return new WelchTest(b.value() - a.value(), Math.sqrt(variance), degrees);
    }

    double pValue() {
        return SpecialFunctions.studentTwoSided(difference / standardError, degrees);
    }

    Interval interval(double alpha) {
        return Interval.around(difference, SpecialFunctions.studentTwoSidedQuantile(alpha, degrees) * standardError);
    }
}
