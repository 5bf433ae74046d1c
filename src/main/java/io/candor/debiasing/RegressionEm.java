package io.candor.debiasing;

import java.util.Arrays;

/**
 * Expectation maximisation of the position-based model P(click) = θ_k γ, γ free in each cell.
 *
 * <pre>
 *   E: of what was not clicked, P(looked at) = θ(1 − γ)/(1 − θγ), P(relevant) = γ(1 − θ)/(1 − θγ)
 *   M: θ_k = mean over k of clicked + P(looked at), γ = mean over the cell of clicked + P(relevant)
 * </pre>
 *
 * Right only as far as relevance depends on nothing but the cell, and positions vary within cells: of a log of one fixed order
 * nothing is left, since cells seen at one position are left out.
 *
 * <p>Source: Wang, Golbandi, Bendersky, Metzler and Najork, "Position bias estimation for unbiased learning to rank in personal
 * search", WSDM 2018. Differs: a free γ a cell instead of a regression on features, drawn towards the mean as if by one impression.
 */
final class RegressionEm {
    private static final int STEPS = 500;
    private static final double CLOSE = 1e-6;
    private static final double MOST = 1 - 1e-6;

    private final Cells cells;
    private final double[] theta;
    private final double[] gamma;
    private double mean;

    private RegressionEm(Cells cells) {
        this.cells = cells;
        this.theta = new double[cells.positions()];
        this.gamma = new double[cells.size()];
        double[] sums = cells.sums();
        double highest = 0;
        for (int k = 0; k < theta.length; k++) {
            highest = Math.max(highest, sums[theta.length + k] / Math.max(1, sums[k]));
        }
        mean = Math.min(0.5, 2 * highest);
        Arrays.fill(theta, 0.5);
        Arrays.fill(gamma, mean);
    }

    /** Returns ln θ_k − ln θ_1; NaN for positions without clicks. */
    static double[] solve(Cells cells) {
        RegressionEm em = new RegressionEm(cells);
        for (int step = 0; step < STEPS && em.step() > CLOSE; step++) {}
        return cells.lnRelative(em.theta);
    }

    private double step() {
        double[] looked = new double[theta.length];
        double[] shown = new double[theta.length];
        double sum = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            double g = gamma[cell];
            double relevant = mean;
            double all = 1;
            for (int e = cells.begin(cell); e < cells.begin(cell + 1); e++) {
                int k = cells.position(e);
                double missed = cells.shown(e) - cells.clicked(e);
                double neither = 1 - theta[k] * g;
                looked[k] += cells.clicked(e) + missed * theta[k] * (1 - g) / neither;
                relevant += cells.clicked(e) + missed * g * (1 - theta[k]) / neither;
                shown[k] += cells.shown(e);
                all += cells.shown(e);
            }
            gamma[cell] = Math.min(MOST, relevant / all);
            sum += gamma[cell];
        }
        mean = cells.size() == 0 ? mean : sum / cells.size();
        double change = 0;
        for (int k = 0; k < theta.length; k++) {
            double before = theta[k];
            theta[k] = shown[k] > 0 ? Math.clamp(looked[k] / shown[k], 1e-12, MOST) : before;
            change = Math.max(change, Math.abs(theta[k] / before - 1));
        }
        return change;
    }
}
