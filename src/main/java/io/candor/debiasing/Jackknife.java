package io.candor.debiasing;

import io.candor.math.SpecialFunctions;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Numbers with their standard errors, by leaving out one group of units after the other.
 *
 * <pre>
 *   se² = (G − 1)/G · Σ_g (θ_(g) − mean θ_(g))²      interval θ ± t(G − 1)·se
 * </pre>
 *
 * Groups are made of whole units by a hash, so that what one user did stays together (clustered), and a group is all that must be
 * kept of its users. Source: Efron and Stein, "The jackknife estimate of variance", 1981, with the groups of Wolter, "Introduction to
 * variance estimation", 2007.
 *
 * @param values of all units
 * @param errors standard errors; NaN where a number is not known without some group
 * @param half what an error is multiplied by for half of a 95 % interval
 */
record Jackknife(double[] values, double[] errors, double half) {
    private static final double LEVEL = 0.05;

    /**
     * Estimates.
     *
     * @param groups how many have units
     * @param without returns the numbers without a group, all of them for −1; of one length
     */
    static Jackknife of(int groups, IntFunction<double[]> without) {
        double[] values = without.apply(-1);
        double[] errors = new double[values.length];
        if (groups < 2) {
            Arrays.fill(errors, Double.NaN);
            return new Jackknife(values, errors, Double.NaN);
        }
        double[][] left = new double[groups][];
        for (int g = 0; g < groups; g++) {
            left[g] = without.apply(g);
        }
        for (int i = 0; i < values.length; i++) {
            errors[i] = error(left, i);
        }
        return new Jackknife(values, errors, SpecialFunctions.studentTwoSidedQuantile(LEVEL, groups - 1.0));
    }

    private static double error(double[][] left, int i) {
        double mean = 0;
        for (double[] numbers : left) {
            mean += numbers[i] / left.length;
        }
        double squares = 0;
        for (double[] numbers : left) {
            squares += (numbers[i] - mean) * (numbers[i] - mean);
        }
        return Math.sqrt(squares * (left.length - 1) / left.length);
    }

    double low(int i) {
        return values[i] - half * errors[i];
    }

    double high(int i) {
        return values[i] + half * errors[i];
    }
}
