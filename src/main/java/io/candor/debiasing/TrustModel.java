package io.candor.debiasing;

import io.candor.math.SpecialFunctions;
import java.util.ArrayList;
import java.util.List;

/**
 * Trust bias: what stands higher is also clicked more often without being worth it, P(click) = α_k γ + β_k. Known up to an affine
 * change of γ, so by slope α_k/α_1 and intercept β_k − β_1 α_k/α_1; where all intercepts are 0, ratios of θ are enough.
 *
 * <pre>
 *   y, x, z: click-through rates of a cell at k, at the first position, and at all others
 *   slope = cov(z, y) / cov(z, x)     intercept = mean y − slope · mean x      cells weigh 1/(1/n_k + 1/n_1 + 1/n_others)
 * </pre>
 *
 * z is an instrument: its sampling noise has nothing to do with that of x, which would make a regression of y on x too flat.
 *
 * <p>Source: Vardasbi, Oosterhuis and de Rijke, "When inverse propensity scoring does not work", CIKM 2020, for the affine model;
 * the estimator by instrument is ours.
 *
 * @param positions from 2 on, those that are known
 * @param pValue of the hypothesis that all intercepts are 0: the least of the positions, times their number; NaN when not known
 */
public record TrustModel(List<Position> positions, double pValue) {
    private static final int LEAST_CELLS = 10;

    /** One position with 95 % intervals. */
    public record Position(
            int position,
            double slope,
            double slopeLow,
            double slopeHigh,
            double intercept,
            double interceptLow,
            double interceptHigh) {}

    /**
     * Returns slopes by position from 0, then as many intercepts; NaN for the first, and where there are fewer than ten cells.
     */
    static double[] solve(Cells cells) {
        int n = cells.positions();
        double[][] sums = new double[n][6];
        int[] count = new int[n];
        for (int cell = 0; cell < cells.size(); cell++) {
            gather(cells, cell, sums, count);
        }
        double[] out = new double[2 * n];
        for (int k = 0; k < n; k++) {
            double[] s = sums[k];
            double slope =
                    count[k] < LEAST_CELLS ? Double.NaN : (s[4] - s[1] * s[3] / s[0]) / (s[5] - s[2] * s[3] / s[0]);
            out[k] = slope;
            out[n + k] = (s[1] - slope * s[2]) / s[0];
        }
        return out;
    }

    /** Adds to Σw, Σwy, Σwx, Σwz, Σwyz, Σwxz of each position. */
    private static void gather(Cells cells, int cell, double[][] sums, int[] count) {
        int first = cells.begin(cell);
        if (cells.position(first) != 0) {
            return;
        }
        double shown = 0;
        double clicked = 0;
        for (int e = first; e < cells.begin(cell + 1); e++) {
            shown += cells.shown(e);
            clicked += cells.clicked(e);
        }
        for (int e = first + 1; e < cells.begin(cell + 1); e++) {
            double others = shown - cells.shown(first) - cells.shown(e);
            if (others > 0) {
                double w = 1 / (1 / cells.shown(first) + 1 / cells.shown(e) + 1 / others);
                double y = cells.clicked(e) / cells.shown(e);
                double x = cells.clicked(first) / cells.shown(first);
                double z = (clicked - cells.clicked(first) - cells.clicked(e)) / others;
                double[] s = sums[cells.position(e)];
                double[] terms = {w, w * y, w * x, w * z, w * y * z, w * x * z};
                for (int i = 0; i < terms.length; i++) {
                    s[i] += terms[i];
                }
                count[cells.position(e)]++;
            }
        }
    }

    /** Returns the model of slopes and intercepts with their errors. */
    static TrustModel of(Jackknife numbers, int groups) {
        int n = numbers.values().length / 2;
        List<Position> positions = new ArrayList<>();
        double least = Double.NaN;
        for (int k = 1; k < n; k++) {
            double error = numbers.errors()[n + k];
            if (Double.isNaN(numbers.errors()[k] + error)) {
                continue;
            }
            positions.add(new Position(
                    k + 1,
                    numbers.values()[k],
                    numbers.low(k),
                    numbers.high(k),
                    numbers.values()[n + k],
                    numbers.low(n + k),
                    numbers.high(n + k)));
            double p = SpecialFunctions.studentTwoSided(Math.abs(numbers.values()[n + k]) / error, groups - 1.0);
            least = Double.isNaN(least) ? p : Math.min(least, p);
        }
        return new TrustModel(List.copyOf(positions), Math.min(1, least * positions.size()));
    }
}
