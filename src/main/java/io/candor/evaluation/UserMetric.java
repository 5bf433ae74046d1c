package io.candor.evaluation;

import io.candor.math.MeanInterval;

/**
 * One metric over the judged users: Σ numerator / Σ denominator, or the square root of it.
 *
 * <p>A mean over users has denominators 1, and 0 for a user whom it does not judge (who has nothing held out in a stratum); a
 * mean over ratings has the user's number of ratings. Kept by user, so that users can be drawn again: they, not their
 * interactions, are what is independent.
 */
final class UserMetric {
    private final String name;
    private final double[] numerators;
    private final double[] denominators;
    private final boolean root;

    /** Retains the arrays, which are equally long. */
    private UserMetric(String name, double[] numerators, double[] denominators, boolean root) {
        this.name = name;
        this.numerators = numerators;
        this.denominators = denominators;
        this.root = root;
    }

    /** Returns a mean over users; NaN stands for a user whom the metric does not judge. */
    static UserMetric mean(String name, double[] values) {
        double[] numerators = values.clone();
        double[] denominators = new double[values.length];
        for (int u = 0; u < values.length; u++) {
            boolean judged = !Double.isNaN(values[u]);
            numerators[u] = judged ? values[u] : 0;
            denominators[u] = judged ? 1 : 0;
        }
        return new UserMetric(name, numerators, denominators, false);
    }

    /** Returns a ratio of sums; both arrays are retained. */
    static UserMetric ratio(String name, double[] numerators, double[] denominators) {
        return new UserMetric(name, numerators, denominators, false);
    }

    /** Returns the square root of a ratio of sums; both arrays are retained. */
    static UserMetric rootOfRatio(String name, double[] numerators, double[] denominators) {
        return new UserMetric(name, numerators, denominators, true);
    }

    String name() {
        return name;
    }

    int users() {
        return numerators.length;
    }

    /** Returns the metric over all users; NaN when it judges nobody. */
    double value() {
        double numerator = 0;
        double denominator = 0;
        for (int u = 0; u < numerators.length; u++) {
            numerator += numerators[u];
            denominator += denominators[u];
        }
        return value(numerator, denominator);
    }

    /** Returns the metric over users drawn with repetition, each as often as {@code times} says. */
    double value(int[] times) {
        double numerator = 0;
        double denominator = 0;
        for (int u = 0; u < times.length; u++) {
            numerator += times[u] * numerators[u];
            denominator += times[u] * denominators[u];
        }
        return value(numerator, denominator);
    }

    private double value(double numerator, double denominator) {
        double ratio = denominator == 0 ? Double.NaN : numerator / denominator;
        return root ? Math.sqrt(ratio) : ratio;
    }

    /** Returns how many users it judges. */
    int judged() {
        int count = 0;
        for (double denominator : denominators) {
            count += denominator > 0 ? 1 : 0;
        }
        return count;
    }

    /** Returns the normal interval by the linearised ratio (delta method); for a mean the usual one. */
    MeanInterval interval() {
        int n = judged();
        double value = value();
        double[] deviations = new double[n];
        double weight = 0;
        for (double denominator : denominators) {
            weight += denominator / n;
        }
        double slope = root ? 2 * value : 1;
        double squared = root ? value * value : value;
        int at = 0;
        for (int u = 0; u < numerators.length; u++) {
            if (denominators[u] > 0) {
                deviations[at++] = (numerators[u] - squared * denominators[u]) / (weight * slope);
            }
        }
        MeanInterval centred = MeanInterval.of(deviations);
        double half = slope == 0 ? 0 : (centred.high() - centred.low()) / 2;
        return new MeanInterval(value, value - half, value + half, n);
    }
}
