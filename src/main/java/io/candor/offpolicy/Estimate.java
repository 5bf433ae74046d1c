package io.candor.offpolicy;

/**
 * The value of a policy a request, as one estimator has it. Errors take predicted rewards as given: those of estimators that rely
 * on them (the direct method most of all) say nothing of their bias.
 *
 * @param value V̂; NaN without data
 * @param se its standard error over units
 * @param lo lower end of its 95 % interval; that of a tuned estimator, which has given some bias for less variance, spans the
 *     interval of the unbiased one as well
 * @param hi upper end
 * @param lowerBound holds with probability 0.95 for any number of units, if no larger contribution than those seen is possible;
 *     NaN for estimators that are no mean
 */
public record Estimate(double value, double se, double lo, double hi, double lowerBound) {
    /** Returns the same with an interval that spans another one. */
    Estimate widenedBy(Estimate other) {
        return new Estimate(value, se, Math.min(lo, other.lo), Math.max(hi, other.hi), lowerBound);
    }
}
