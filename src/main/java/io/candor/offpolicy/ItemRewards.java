package io.candor.offpolicy;

/**
 * Predicted rewards q̂ by item: means that are drawn towards the common one,
 *
 * <pre>
 *   q̂(a) = (Σ r of a + 100·r̄) / (rows of a + 100)
 * </pre>
 *
 * <p>With folds, the rewards of a unit are predicted by what the units of other folds earned (cross-fitting), so that an error
 * of q̂ is independent of the reward it is taken from. Immutable, thread-safe.
 */
final class ItemRewards {
    private static final double PRIOR_ROWS = 100;

    private final double[] logged;
    private final double[] expected;

    private ItemRewards(double[] logged, double[] expected) {
        this.logged = logged;
        this.expected = expected;
    }

    /**
     * Fits.
     *
     * @param items how many there are
     * @param folds 1 for none; the unit with ordinal u is in fold u mod {@code folds}
     */
    static ItemRewards fit(Outcomes outcomes, TargetLaw law, int items, int folds) {
        double[][] predicted = new double[folds][];
        for (int fold = 0; fold < folds; fold++) {
            predicted[fold] = fit(outcomes, items, folds, fold);
        }
        double[] logged = new double[outcomes.size()];
        double[] expected = new double[outcomes.size()];
        for (int row = 0; row < logged.length; row++) {
            double[] q = predicted[outcomes.unit(row) % folds];
            logged[row] = q[outcomes.row(row).item()];
            expected[row] = law.expectation(row, q);
        }
        return new ItemRewards(logged, expected);
    }

    /** Returns predictions of 0, for estimators that use none. */
    static ItemRewards none(Outcomes outcomes) {
        return new ItemRewards(new double[outcomes.size()], new double[outcomes.size()]);
    }

    private static double[] fit(Outcomes outcomes, int items, int folds, int leftOut) {
        double[] sums = new double[items];
        double[] counts = new double[items];
        double total = 0;
        double rows = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (folds == 1 || outcomes.unit(row) % folds != leftOut) {
                double reward = outcomes.row(row).reward();
                sums[outcomes.row(row).item()] += reward;
                counts[outcomes.row(row).item()]++;
                total += reward;
                rows++;
            }
        }
        double mean = rows == 0 ? 0 : total / rows;
        double[] q = new double[items];
        for (int item = 0; item < items; item++) {
            q[item] = (sums[item] + PRIOR_ROWS * mean) / (counts[item] + PRIOR_ROWS);
        }
        return q;
    }

    /** Returns q̂ of what the row shows. */
    double logged(int row) {
        return logged[row];
    }

    /** Returns Σ_a π_e(a) q̂(a) at the row's position. */
    double expected(int row) {
        return expected[row];
    }
}
