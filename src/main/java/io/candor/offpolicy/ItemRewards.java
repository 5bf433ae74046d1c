package io.candor.offpolicy;

import java.util.function.IntPredicate;

/**
 * Predicted rewards by item and position: means of items that are drawn towards the common one, times how much a position earns,
 *
 * <pre>
 *   q̂(a, k) = m_k · (Σ r of a + 100·r̄) / (Σ m of a + 100)      m_k = mean reward at k / r̄
 * </pre>
 *
 * with sums over the rows that show a, m that of their positions. Where requests have one slot, positions are not told apart and
 * m is 1: there are too few rewards for it.
 *
 * <p>With folds, the rewards of a unit are predicted by what the units of other folds earned (cross-fitting), so that an error
 * of q̂ is independent of the reward it is taken from. Immutable, thread-safe.
 */
final class ItemRewards {
    private static final double PRIOR_ROWS = 100;

    private final double[] logged;
    private final double[] expected;
    private final double[] conditional;

    private ItemRewards(double[] logged, double[] expected, double[] conditional) {
        this.logged = logged;
        this.expected = expected;
        this.conditional = conditional;
    }

    /** One fit: q̂ of items, and how much positions earn. */
    private static final class Fit {
        private final double[] items;
        private final double[] positions;

        Fit(double[] items, double[] positions) {
            this.items = items;
            this.positions = positions;
        }
    }

    /**
     * Fits.
     *
     * @param items how many there are
     * @param folds 1 for none; the unit with ordinal u is in fold u mod {@code folds}
     */
    static ItemRewards fit(Outcomes outcomes, TargetLaw law, int items, int folds) {
        Fit[] fits = new Fit[folds];
        for (int fold = 0; fold < folds; fold++) {
            int leftOut = fold;
            fits[fold] = fit(outcomes, items, row -> folds == 1 || outcomes.unit(row) % folds != leftOut);
        }
        double[] logged = new double[outcomes.size()];
        double[] expected = new double[outcomes.size()];
        double[] conditional = new double[outcomes.size()];
        for (int row = 0; row < logged.length; row++) {
            Fit fit = fits[outcomes.unit(row) % folds];
            double position = fit.positions[outcomes.row(row).position()];
            logged[row] = position * fit.items[outcomes.row(row).item()];
            expected[row] = position * law.expectation(row, fit.items);
            conditional[row] =
                    law instanceof SlateLaw slates ? position * slates.conditional(row, fit.items) : expected[row];
        }
        return new ItemRewards(logged, expected, conditional);
    }

    /** Returns predictions of 0, for estimators that use none. */
    static ItemRewards none(Outcomes outcomes) {
        double[] zeros = new double[outcomes.size()];
        return new ItemRewards(zeros, zeros, zeros);
    }

    private static Fit fit(Outcomes outcomes, int items, IntPredicate counted) {
        double[] positions = positions(outcomes, counted);
        double[] sums = new double[items];
        double[] shown = new double[items];
        double total = 0;
        double rows = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (counted.test(row)) {
                Outcomes.Row of = outcomes.row(row);
                sums[of.item()] += of.reward();
                shown[of.item()] += positions[of.position()];
                total += of.reward();
                rows++;
            }
        }
        double mean = rows == 0 ? 0 : total / rows;
        double[] q = new double[items];
        for (int item = 0; item < items; item++) {
            q[item] = (sums[item] + PRIOR_ROWS * mean) / (shown[item] + PRIOR_ROWS);
        }
        return new Fit(q, positions);
    }

    /** Returns m by position. */
    private static double[] positions(Outcomes outcomes, IntPredicate counted) {
        double[] sums = new double[outcomes.positions() + 1];
        double[] counts = new double[sums.length];
        double total = 0;
        double rows = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (counted.test(row)) {
                sums[outcomes.row(row).position()] += outcomes.row(row).reward();
                counts[outcomes.row(row).position()]++;
                total += outcomes.row(row).reward();
                rows++;
            }
        }
        for (int k = 0; k < sums.length; k++) {
            boolean known = outcomes.slates() && counts[k] > 0 && total > 0;
            sums[k] = known ? sums[k] / counts[k] / (total / rows) : 1;
        }
        return sums;
    }

    /** Returns q̂ of what the row shows. */
    double logged(int row) {
        return logged[row];
    }

    /** Returns Σ_a π_e(a) q̂(a) at the row's position. */
    double expected(int row) {
        return expected[row];
    }

    /** Returns Σ_a π_e(a | the items above) q̂(a) at the row's position; NaN when it is not known. */
    double conditional(int row) {
        return conditional[row];
    }
}
