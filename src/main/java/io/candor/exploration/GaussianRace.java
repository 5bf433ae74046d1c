package io.candor.exploration;

import io.candor.math.NormalCurve;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The probability that normal scores come out in a given order, by quadrature.
 *
 * <p>With densities f, distribution functions F and the slate a_1 … a_L, the density of "a_1 > … > a_k, and a_k is at x" is
 *
 * <pre>
 *   U_1 = f_{a_1}       U_k(x) = f_{a_k}(x) ∫_x^∞ U_{k−1}       P(first k slots) = ∫ U_k(x) Π_{j not in a_1…a_k} F_j(x) dx
 * </pre>
 *
 * Running from the top down, one pass gives all prefixes. There are 2 √L nodes to the smallest relevant
 * standard deviation, and at least {@value #LEAST_NODES}. The outer integral is the trapezoidal rule, which converges geometrically here; the inner ones
 * integrate the polynomial through eight nodes. Candidates that cannot reach the lowest relevant x are left out: each changes a
 * probability by less than a share of 1.3e-12. Relative error about 1e-8, measured against twice as many nodes; a probability
 * below exp(−45 − 6 L) may come out as 0.
 */
final class GaussianRace {
    private static final int LEAST_NODES = 6;
    private static final double NODES_BY_ROOT = 2;

    /** Deviations from the mean beyond which a density is taken for 0, and below which a rival is taken for beaten. */
    private static final double REACH = 7.5;

    /** Deviations above the mean where F is taken for 1: the difference is 1.3e-12. */
    private static final double SURE = 7;

    private static final int STENCIL = 4;

    private final RaceGrid grid = new RaceGrid();
    private final BitSet shown = new BitSet();
    private double[] lnBelow = {};
    private double[] tail = {};
    private double[] density = {};
    private int lowest;

    /** See {@link SlatePolicy#lnPrefix}. */
    void lnPrefix(NormalScores scores, int[] slate, int slots, double[] lnPrefix) {
        if (slots == 0) {
            return;
        }
        shown.clear();
        for (int k = 0; k < slots; k++) {
            shown.set(slate[k]);
        }
        layOut(scores, slate, slots);
        if (grid.size == 0) {
            Arrays.fill(lnPrefix, 0, slots, Double.NEGATIVE_INFINITY);
            return;
        }
        reserve((slots + 1) * grid.size);
        hidden(scores, slots);
        for (int k = slots - 1; k > 0; k--) {
            below(scores, slate[k], k);
        }
        chain(scores, slate, slots, lnPrefix);
    }

    private void layOut(NormalScores scores, int[] slate, int slots) {
        double floor = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < scores.size; j++) {
            if (!shown.get(j)) {
                floor = Math.max(floor, scores.means[j] - REACH * scores.deviations[j]);
            }
        }
        double narrowest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < scores.size; j++) {
            if (shown.get(j) || scores.means[j] + SURE * scores.deviations[j] > floor) {
                narrowest = Math.min(narrowest, scores.deviations[j]);
            }
        }
        grid.reset();
        for (int k = 0; k < slots; k++) {
            double mean = scores.means[slate[k]];
            double reach = REACH * scores.deviations[slate[k]];
            grid.add(Math.max(floor, mean - reach), mean + reach);
        }
        grid.build(narrowest / Math.max(LEAST_NODES, Math.ceil(NODES_BY_ROOT * Math.sqrt(slots))));
        lowest = 0;
    }

    /** Sums ln F over the hidden candidates into the row of the last slot, and finds the lowest node that matters. */
    private void hidden(NormalScores scores, int slots) {
        int row = (slots - 1) * grid.size;
        Arrays.fill(lnBelow, row, row + grid.size, 0);
        double negligible = -45 - 6 * slots;
        int added = 0;
        for (int j = 0; j < scores.size; j++) {
            if (!shown.get(j)) {
                add(scores, j, row, row);
                if ((++added & 7) == 0) {
                    while (lowest < grid.size - 1 && lnBelow[row + lowest] < negligible) {
                        lowest++;
                    }
                }
            }
        }
    }

    /** Makes row k − 1, what must lie below the candidate of slot k − 1, from row k. */
    private void below(NormalScores scores, int candidate, int k) {
        int row = (k - 1) * grid.size;
        System.arraycopy(lnBelow, k * grid.size, lnBelow, row, grid.size);
        add(scores, candidate, row, row);
    }

    private void add(NormalScores scores, int candidate, int from, int to) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        double[] x = grid.x;
        double sure = mean + SURE * scores.deviations[candidate];
        for (int q = lowest; q < grid.size && x[q] < sure; q++) {
            lnBelow[to + q] = lnBelow[from + q] + NormalCurve.lnCdf((x[q] - mean) * scale);
        }
    }

    private void chain(NormalScores scores, int[] slate, int slots, double[] lnPrefix) {
        int size = grid.size;
        Arrays.fill(tail, 0, size + 2 * STENCIL, 1);
        double lnScale = 0;
        for (int k = 0; k < slots; k++) {
            if (lnScale == Double.NEGATIVE_INFINITY) {
                lnPrefix[k] = lnScale;
                continue;
            }
            double mass = begin(scores, slate[k], k * size);
            lnPrefix[k] = Math.min(k == 0 ? 0 : lnPrefix[k - 1], lnScale + StrictMath.log(mass * grid.step));
            lnScale += StrictMath.log(integrate());
        }
    }

    /** Makes U_k from the integral of U_{k−1}; returns the sum of U_k times what lies below it. */
    private double begin(NormalScores scores, int candidate, int row) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        double height = scale * 0.3989422804014327;
        int from = Math.max(lowest, grid.from(mean - REACH * scores.deviations[candidate]));
        int to = grid.from(mean + REACH * scores.deviations[candidate]);
        Arrays.fill(density, 0, grid.size + 2 * STENCIL, 0);
        double mass = 0;
        for (int q = from; q < to; q++) {
            double z = (grid.x[q] - mean) * scale;
            double u = height * StrictMath.exp(-z * z / 2) * tail[q];
            density[STENCIL + q] = u;
            mass += u * StrictMath.exp(lnBelow[row + q]);
        }
        return mass;
    }

    /** Makes the integral of the density from each node upwards, scaled to 1 at the lowest; returns what it was there. */
    private double integrate() {
        double sum = 0;
        double[] u = density;
        for (int q = grid.size - 1; q >= lowest; q--) {
            int at = STENCIL + q;
            sum += 68323 * (u[at] + u[at + 1])
                    - 9531 * (u[at - 1] + u[at + 2])
                    + 1879 * (u[at - 2] + u[at + 3])
                    - 191 * (u[at - 3] + u[at + 4]);
            tail[q] = sum;
        }
        double all = Math.max(0, sum);
        for (int q = lowest; q < grid.size; q++) {
            tail[q] = Math.max(0, tail[q]) / all;
        }
        return all * grid.step / 120_960;
    }

    private void reserve(int rows) {
        if (rows > lnBelow.length) {
            lnBelow = new double[rows];
        }
        if (grid.size + 2 * STENCIL > tail.length) {
            tail = new double[grid.size + 2 * STENCIL];
            density = new double[grid.size + 2 * STENCIL];
        }
    }
}
