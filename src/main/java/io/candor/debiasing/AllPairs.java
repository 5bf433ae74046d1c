package io.candor.debiasing;

import java.util.Arrays;

/**
 * Intervention harvesting: items that were seen at both of two positions tell how the positions compare, over all pairs at once.
 *
 * <pre>
 *   maximises Σ_{k ≠ k'} c(k, k') ln(θ_k r_kk') + n(k, k') ln(1 − θ_k r_kk')      r_kk' = r_k'k, one a pair of positions
 *   c(k, k') = Σ h · clicks_k / shown_k, n(k, k') = Σ h − c(k, k')    over cells seen at both, h = shown_k shown_k' / (shown_k + shown_k')
 * </pre>
 *
 * Source: Agarwal, Zaitsev, Wang, Li, Najork and Joachims, "Estimating position bias without intrusive interventions", WSDM 2019.
 * Differs: cells are (segment, item), since a user seldom meets an item twice; they weigh h instead of 1, so that those seen often
 * count more; solved one unknown after the other, each a concave problem.
 */
final class AllPairs {
    private static final int SWEEPS = 400;
    private static final double CLOSE = 1e-8;
    private static final int HALVINGS = 50;

    private final int n;
    private final double[][] clicks;
    private final double[][] others;
    private final double[][] relevance;
    private final double[] theta;

    private AllPairs(Cells cells) {
        n = cells.positions();
        clicks = new double[n][n];
        others = new double[n][n];
        relevance = new double[n][n];
        theta = new double[n];
        Arrays.fill(theta, 1);
        for (int cell = 0; cell < cells.size(); cell++) {
            for (int a = cells.begin(cell); a < cells.begin(cell + 1); a++) {
                for (int b = cells.begin(cell); b < cells.begin(cell + 1); b++) {
                    if (a != b) {
                        gather(cells, a, b);
                    }
                }
            }
        }
    }

    private void gather(Cells cells, int a, int b) {
        double weight = cells.shown(a) * cells.shown(b) / (cells.shown(a) + cells.shown(b));
        double rate = cells.clicked(a) / cells.shown(a);
        clicks[cells.position(a)][cells.position(b)] += weight * rate;
        others[cells.position(a)][cells.position(b)] += weight * (1 - rate);
    }

    /** Returns ln θ_k − ln θ_1; NaN for positions that nothing connects with the first. */
    static double[] solve(Cells cells) {
        AllPairs pairs = new AllPairs(cells);
        boolean[] known = new boolean[pairs.n];
        if (pairs.n > 0) {
            pairs.reach(0, known);
        }
        for (int sweep = 0; sweep < SWEEPS && pairs.sweep(known) > CLOSE; sweep++) {}
        double[] ln = new double[pairs.n];
        for (int k = 0; k < pairs.n; k++) {
            ln[k] = known[k] ? Math.log(pairs.theta[k] / pairs.theta[0]) : Double.NaN;
        }
        return ln;
    }

    private boolean compared(int a, int b) {
        return clicks[a][b] > 0 && clicks[b][a] > 0;
    }

    private void reach(int from, boolean[] known) {
        known[from] = true;
        for (int k = 0; k < n; k++) {
            if (!known[k] && compared(from, k)) {
                reach(k, known);
            }
        }
    }

    private double sweep(boolean[] known) {
        for (int a = 0; a < n; a++) {
            for (int b = a + 1; b < n; b++) {
                if (known[a] && known[b] && compared(a, b)) {
                    relevance[a][b] =
                            root(clicks[a][b] + clicks[b][a], new double[] {others[a][b], others[b][a]}, new double[] {
                                theta[a], theta[b]
                            });
                    relevance[b][a] = relevance[a][b];
                }
            }
        }
        double change = 0;
        for (int k = 1; k < n; k++) {
            if (known[k]) {
                double before = theta[k];
                double won = 0;
                double[] lost = new double[n];
                for (int other = 0; other < n; other++) {
                    if (relevance[k][other] > 0) {
                        won += clicks[k][other];
                        lost[other] = others[k][other];
                    }
                }
                theta[k] = root(won, lost, relevance[k]);
                change = Math.max(change, Math.abs(theta[k] / before - 1));
            }
        }
        return change;
    }

    /** Returns the x at which won/x = Σ lost·f/(1 − x·f), by bisection: below 1/max f. */
    private static double root(double won, double[] lost, double[] factors) {
        double most = 0;
        for (double factor : factors) {
            most = Math.max(most, factor);
        }
        double low = 0;
        double high = 1 / most;
        for (int step = 0; step < HALVINGS; step++) {
            double x = (low + high) / 2;
            double slope = won / x;
            for (int i = 0; i < lost.length; i++) {
                slope -= lost[i] > 0 ? lost[i] * factors[i] / (1 - x * factors[i]) : 0;
            }
            if (slope > 0) {
                low = x;
            } else {
                high = x;
            }
        }
        return (low + high) / 2;
    }
}
