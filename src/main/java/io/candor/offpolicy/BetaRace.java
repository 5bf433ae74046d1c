package io.candor.offpolicy;

import io.candor.math.SpecialFunctions;
import java.util.Arrays;

/**
 * Thompson sampling of independent Beta posteriors, all items at once: every item draws a number and the largest come first.
 *
 * <pre>
 *   P(i at rank k) = ∫ f_i(x) PB_{k−1}({P(key_j &gt; x)}_{j ≠ i}) dx
 * </pre>
 *
 * with PB_m the probability that exactly m of independent events happen. Integrated over t = ln(x/(1 − x)), where densities fall
 * exponentially at both ends, by the trapezoidal rule, which then converges geometrically. Immutable.
 */
final class BetaRace {
    /** What is less likely than this lies outside of the nodes. */
    private static final double NEGLIGIBLE = 1e-18;

    /** Nodes a standard deviation of the narrowest density. */
    private static final double NODES_A_DEVIATION = 6;

    private final double[] alpha;
    private final double[] beta;

    /** Retains the parameters, one pair an item, each at least 1. */
    BetaRace(double[] alpha, double[] beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    /** Returns P(item at rank), shape (ranks × items). */
    double[][] positions(int ranks) {
        int n = alpha.length;
        double[] nodes = nodes();
        double[][] masses = new double[n][];
        for (int i = 0; i < n; i++) {
            masses[i] = masses(i, nodes);
        }
        double[][] found = new double[ranks][n];
        double[] exceed = new double[n];
        double[] counts = new double[ranks];
        for (int q = 0; q < nodes.length; q++) {
            for (int i = 0; i < n; i++) {
                exceed[i] = SpecialFunctions.beta(beta[i], alpha[i], below(-nodes[q]));
            }
            for (int i = 0; i < n; i++) {
                if (masses[i][q] > NEGLIGIBLE) {
                    count(exceed, i, counts);
                    for (int k = 0; k < ranks; k++) {
                        found[k][i] += masses[i][q] * counts[k];
                    }
                }
            }
        }
        return found;
    }

    private double[] nodes() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < alpha.length; i++) {
            low = Math.min(low, edge(i, -1));
            high = Math.max(high, edge(i, 1));
            narrowest = Math.min(narrowest, Math.sqrt(1 / alpha[i] + 1 / beta[i]));
        }
        double[] nodes = new double[(int) Math.ceil((high - low) / narrowest * NODES_A_DEVIATION) + 1];
        for (int q = 0; q < nodes.length; q++) {
            nodes[q] = low + q * (high - low) / (nodes.length - 1);
        }
        return nodes;
    }

    /** Returns how the probability of an item is divided among the nodes: x^α (1 − x)^β, scaled to 1. */
    private double[] masses(int i, double[] nodes) {
        double[] masses = new double[nodes.length];
        double mode = Math.log(alpha[i] / beta[i]);
        double sum = 0;
        for (int q = 0; q < nodes.length; q++) {
            masses[q] = Math.exp(lnDensity(i, nodes[q]) - lnDensity(i, mode));
            sum += masses[q];
        }
        for (int q = 0; q < nodes.length; q++) {
            masses[q] /= sum;
        }
        return masses;
    }

    private double lnDensity(int i, double t) {
        return alpha[i] * Math.log(below(t)) + beta[i] * Math.log1p(-below(t));
    }

    /** Makes {@code counts[m]} the probability that exactly m of the others exceed. */
    private static void count(double[] exceed, int leftOut, double[] counts) {
        Arrays.fill(counts, 0);
        counts[0] = 1;
        for (int j = 0; j < exceed.length; j++) {
            if (j != leftOut) {
                for (int m = counts.length - 1; m > 0; m--) {
                    counts[m] += (counts[m - 1] - counts[m]) * exceed[j];
                }
                counts[0] -= counts[0] * exceed[j];
            }
        }
    }

    /** Returns, by bisection, where the tail of an item becomes negligible, downwards (−1) or upwards (1). */
    private double edge(int i, int direction) {
        double inside = Math.log(alpha[i] / beta[i]);
        double outside = inside + direction * 200;
        for (int step = 0; step < 40; step++) {
            double middle = (inside + outside) / 2;
            double tail = direction < 0
                    ? SpecialFunctions.beta(alpha[i], beta[i], below(middle))
                    : SpecialFunctions.beta(beta[i], alpha[i], below(-middle));
            if (tail < NEGLIGIBLE) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    /** Returns x at t. */
    private static double below(double t) {
        return 1 / (1 + Math.exp(-t));
    }
}
