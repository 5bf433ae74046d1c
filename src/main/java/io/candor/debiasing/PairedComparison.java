package io.candor.debiasing;

import java.util.Arrays;

/**
 * ln θ from a {@link PairTally}: clicks are wins of the position they happened at over the one where the item might as well have
 * stood, as in the model of Bradley and Terry.
 *
 * <pre>
 *   P(the click of a pair was at k) = θ_k / (θ_k + θ_k')
 *   maximises Σ_pairs n (s ln θ_k + (1 − s) ln θ_k' − ln(θ_k + θ_k'))     n clicks of the pair, s = r / (r + r'), r the rates
 * </pre>
 *
 * With rates instead of counts the pair is balanced also where the sums of weights happened to differ. Solved by Hunter's
 * minorisation: θ_k ← Σ n s / Σ n / (θ_k + θ_k').
 *
 * <p>Source: PBM-IPS of Joachims, Swaminathan and Schnabel 2017 for the weighting; Hunter, "MM algorithms for generalized
 * Bradley-Terry models", 2004. Differs: pairs of positions instead of one pivot, so that any stochastic traffic counts: slates of
 * different length, swaps of neighbours, draws in which an item can reach some positions only.
 */
final class PairedComparison {
    private static final int MOST_STEPS = 20_000;
    private static final double CLOSE = 1e-10;

    private PairedComparison() {}

    /** Whether a pair of positions counts, from 0. */
    @FunctionalInterface
    interface Pairs {
        boolean take(int a, int b);
    }

    /**
     * Solves.
     *
     * @return ln θ_k − ln θ_1 by position; NaN where nothing connects with the first, and where nothing was clicked
     */
    static double[] solve(PairTally tally, Pairs pairs) {
        int n = tally.positions();
        double[] wins = new double[n];
        double[][] played = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                if (pairs.take(a, b) && tally.connected(a, b)) {
                    double both = tally.rate(a, b) + tally.rate(b, a);
                    played[a][b] = both > 0 ? tally.clicks(a, b) : 0;
                    wins[a] += both > 0 ? played[a][b] * tally.rate(a, b) / both : 0;
                }
            }
        }
        double[] theta = new double[n];
        boolean[] known = reachable(played, wins);
        for (int k = 0; k < n; k++) {
            theta[k] = known[k] ? 1 : Double.NaN;
        }
        for (int step = 0; step < MOST_STEPS && improve(theta, known, wins, played) > CLOSE; step++) {}
        double[] ln = new double[n];
        for (int k = 0; k < n; k++) {
            ln[k] = Math.log(theta[k] / theta[0]);
        }
        return ln;
    }

    /** Returns which positions have clicks and are connected with the first by pairs of such. */
    private static boolean[] reachable(double[][] played, double[] wins) {
        boolean[] known = new boolean[wins.length];
        if (wins.length > 0 && wins[0] > 0) {
            reach(0, played, wins, known);
        }
        return known;
    }

    private static void reach(int from, double[][] played, double[] wins, boolean[] known) {
        known[from] = true;
        for (int k = 0; k < wins.length; k++) {
            if (!known[k] && wins[k] > 0 && played[from][k] > 0) {
                reach(k, played, wins, known);
            }
        }
    }

    /** Makes one step; returns the largest relative change. */
    private static double improve(double[] theta, boolean[] known, double[] wins, double[][] played) {
        double[] before = Arrays.copyOf(theta, theta.length);
        double change = 0;
        for (int k = 0; k < theta.length; k++) {
            if (known[k]) {
                double wonHere = wins[k];
                double denominator = 0;
                for (int other = 0; other < theta.length; other++) {
                    if (known[other] && played[k][other] > 0) {
                        denominator += played[k][other] / (theta[k] + theta[other]);
                    } else if (played[k][other] > 0) {
                        wonHere -= played[k][other];
                    }
                }
                theta[k] = wonHere / denominator;
                change = Math.max(change, Math.abs(theta[k] / before[k] - 1));
            }
        }
        return change;
    }
}
