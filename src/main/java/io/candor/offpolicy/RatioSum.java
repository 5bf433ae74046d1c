package io.candor.offpolicy;

import io.candor.math.Bootstrap;
import io.candor.math.MeanInterval;
import io.candor.math.SpecialFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * An estimate a request, as all estimators here have it:
 *
 * <pre>
 *   V = Σ_j S_j · A_j / B_j      A = Σ of numerators, B = Σ of denominators, S = Σ of shares / number of requests
 * </pre>
 *
 * A mean over requests is one term with B and S of all requests (S·A/B = A/n); a self-normalised one has B = Σ w, and one term
 * for each slot of a slate. Sums are kept by unit, so that units can be drawn again.
 *
 * <p>Standard error by linearisation (delta method): with n requests, the influence of unit u is Σ_j S_j (a_u − A/B·b_u)·n/B + A/B
 * (s_u − S·n_u), and se = √(Σ_u influence²)/n, times √(U/(U−1)) where the estimate is a plain mean over requests.
 */
final class RatioSum {
    private static final double Z95 = 1.959963984540054;

    private final double[] requests;
    private final List<Term> terms = new ArrayList<>();
    private final boolean mean;

    /** Sums by unit. */
    private static final class Term {
        private final double[] numerators;
        private final double[] denominators;
        private final double[] shares;

        Term(double[] numerators, double[] denominators, double[] shares) {
            this.numerators = numerators;
            this.denominators = denominators;
            this.shares = shares;
        }
    }

    private RatioSum(double[] requests, boolean mean) {
        this.requests = requests;
        this.mean = mean;
    }

    /** Returns the mean over requests of what rows contribute. */
    static RatioSum mean(Outcomes outcomes, IntToDoubleFunction contribution) {
        double[] requests = requests(outcomes);
        RatioSum sum = new RatioSum(requests, true);
        sum.terms.add(new Term(byUnit(outcomes, row -> true, contribution), requests, requests));
        return sum;
    }

    /**
     * Returns the sum over strata of share of requests × Σ numerator / Σ denominator, plus a mean over requests.
     *
     * @param stratum of a row, 0 or more; a request has at most one row in each
     * @param strata how many
     */
    static RatioSum ratios(
            Outcomes outcomes,
            IntToDoubleFunction numerator,
            IntToDoubleFunction denominator,
            IntUnaryOperator stratum,
            int strata,
            IntToDoubleFunction mean) {
        double[] requests = requests(outcomes);
        RatioSum sum = new RatioSum(requests, false);
        for (int s = 0; s < strata; s++) {
            int of = s;
            IntPredicate within = row -> stratum.applyAsInt(row) == of;
            sum.terms.add(new Term(
                    byUnit(outcomes, within, numerator),
                    byUnit(outcomes, within, denominator),
                    byUnit(outcomes, within, row -> 1)));
        }
        sum.terms.add(new Term(byUnit(outcomes, row -> true, mean), requests, requests));
        return sum;
    }

    private static double[] requests(Outcomes outcomes) {
        return byUnit(outcomes, row -> outcomes.slot(row) == 0, row -> 1);
    }

    private static double[] byUnit(Outcomes outcomes, IntPredicate rows, IntToDoubleFunction value) {
        double[] sums = new double[outcomes.units()];
        for (int row = 0; row < outcomes.size(); row++) {
            if (rows.test(row)) {
                sums[outcomes.unit(row)] += value.applyAsDouble(row);
            }
        }
        return sums;
    }

    /** Returns what each unit contributes to a mean; not to be modified. */
    double[] contributions() {
        return terms.getFirst().numerators;
    }

    /** Returns V; NaN without requests. A term whose denominators are all 0 adds nothing. */
    double value() {
        double n = sum(requests);
        double value = n == 0 ? Double.NaN : 0;
        for (Term term : terms) {
            value += product(sum(term.numerators), sum(term.denominators), sum(term.shares), n);
        }
        return value;
    }

    /** Returns V of units drawn with repetition. */
    double value(int[] times) {
        double n = sum(requests, times);
        double value = n == 0 ? Double.NaN : 0;
        for (Term term : terms) {
            value += product(sum(term.numerators, times), sum(term.denominators, times), sum(term.shares, times), n);
        }
        return value;
    }

    private static double product(double a, double b, double shares, double n) {
        return b == 0 ? 0 : a / b * shares / n;
    }

    double standardError() {
        double n = sum(requests);
        double[] influence = new double[requests.length];
        for (Term term : terms) {
            double b = sum(term.denominators);
            if (b == 0) {
                continue;
            }
            double ratio = sum(term.numerators) / b;
            double share = sum(term.shares) / n;
            for (int u = 0; u < influence.length; u++) {
                influence[u] += share * (term.numerators[u] - ratio * term.denominators[u]) * n / b
                        + ratio * (term.shares[u] - share * requests[u]);
            }
        }
        double squares = 0;
        for (double value : influence) {
            squares += value * value;
        }
        double units = influence.length;
        return Math.sqrt(squares * (mean ? units / (units - 1) : 1)) / n;
    }

    /**
     * By how much an interval between percentiles is too narrow for few units: t/z · √(U/(U − 1)), t of U − 1 degrees of freedom.
     * Hesterberg, "What teachers should know about the bootstrap", The American Statistician 2015. Differs: the ends are moved instead of
     * the percentiles.
     */
    private double stretch() {
        double units = requests.length;
        return units < 2
                ? 1
                : SpecialFunctions.studentTwoSidedQuantile(0.05, units - 1) / Z95 * Math.sqrt(units / (units - 1));
    }

    /** Returns the estimate with its normal interval. */
    Estimate estimate() {
        double value = value();
        double se = standardError();
        return new Estimate(value, se, value - Z95 * se, value + Z95 * se, lowerBound(value, se));
    }

    /** Returns the estimate with an interval from draws of its {@link #value(int[])}, stretched for few units. */
    Estimate estimate(double[] drawn) {
        double value = value();
        double se = standardError();
        MeanInterval interval = Bootstrap.interval(value, drawn, requests.length);
        double stretch = stretch();
        return new Estimate(
                value,
                se,
                value - stretch * (value - interval.low()),
                value + stretch * (interval.high() - value),
                lowerBound(value, se));
    }

    /**
     * The empirical Bernstein bound: V − √(2 ln(2/δ)·s²/U) − 7·b·ln(2/δ)/(3(U − 1)), δ = 0.05, over the U units. Maurer,
     * Pontil, "Empirical Bernstein bounds and sample variance penalization", COLT 2009. Differs: b is the range of the
     * contributions that were seen, which may be smaller than that of those that could be. NaN for what is no plain mean.
     */
    private double lowerBound(double value, double se) {
        double units = requests.length;
        if (!mean || units < 2) {
            return Double.NaN;
        }
        double scale = units / sum(requests);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double contribution : terms.getFirst().numerators) {
            least = Math.min(least, contribution * scale);
            most = Math.max(most, contribution * scale);
        }
        double ln = Math.log(2 / 0.05);
        return value - Math.sqrt(2 * ln) * se - 7 * (most - least) * ln / (3 * (units - 1));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double sum(double[] values, int[] times) {
        double sum = 0;
        for (int u = 0; u < values.length; u++) {
            sum += times[u] * values[u];
        }
        return sum;
    }
}
