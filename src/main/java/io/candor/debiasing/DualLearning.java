package io.candor.debiasing;

import java.util.Arrays;

/**
 * Relevance and position bias by turns, each weighting clicks by the inverse of the other.
 *
 * <pre>
 *   γ of a cell = Σ clicks/θ_k / Σ shown      θ_k = Σ_cells clicks/γ / shown, relative to the first position
 * </pre>
 *
 * Source: Ai, Bi, Luo, Guo and Croft, "Unbiased learning to rank with unbiased propensity estimation", SIGIR 2018. Differs: a free
 * number a cell and position instead of two networks, fitted point by point instead of by list-wise softmax; γ is drawn towards the
 * mean as if by one impression, and not below a twentieth of it, since it is divided by.
 */
final class DualLearning {
    private static final int STEPS = 200;
    private static final double CLOSE = 1e-6;
    private static final double LEAST = 0.05;

    private DualLearning() {}

    /** Returns ln θ_k − ln θ_1; NaN for positions without clicks. */
    static double[] solve(Cells cells) {
        double[] theta = new double[cells.positions()];
        Arrays.fill(theta, 1);
        double[] sums = cells.sums();
        double change = 1;
        for (int step = 0; step < STEPS && change > CLOSE; step++) {
            double[] better = step(cells, theta, sums);
            change = 0;
            for (int k = 0; k < theta.length; k++) {
                double next = better[k] > 0 ? better[k] / better[0] : theta[k];
                change = Math.max(change, Math.abs(next / theta[k] - 1));
                theta[k] = next;
            }
        }
        return cells.lnRelative(theta);
    }

    private static double[] step(Cells cells, double[] theta, double[] sums) {
        double weighted = 0;
        double all = 0;
        for (int k = 0; k < theta.length; k++) {
            weighted += sums[theta.length + k] / theta[k];
            all += sums[k];
        }
        double mean = all > 0 ? weighted / all : 0;
        double[] better = new double[theta.length];
        for (int cell = 0; cell < cells.size(); cell++) {
            double relevance = mean;
            double shown = 1;
            for (int e = cells.begin(cell); e < cells.begin(cell + 1); e++) {
                relevance += cells.clicked(e) / theta[cells.position(e)];
                shown += cells.shown(e);
            }
            double gamma = Math.max(relevance / shown, LEAST * mean);
            for (int e = cells.begin(cell); e < cells.begin(cell + 1); e++) {
                better[cells.position(e)] += gamma > 0 ? cells.clicked(e) / gamma : 0;
            }
        }
        for (int k = 0; k < better.length; k++) {
            better[k] = sums[k] > 0 ? better[k] / sums[k] : 0;
        }
        return better;
    }
}
