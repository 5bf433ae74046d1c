package io.candor.exploration;

import io.candor.math.Exponential;
import io.candor.math.NormalCurve;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The probability that normal scores come out in a given order, by quadrature.
 *
 * <p>With densities f, distribution functions F and the slate a_1 … a_L, U_k is the density of "a_1 &gt; … &gt; a_k, and a_k is at
 * x":
 *
 * <pre>
 *   U_1 = f_{a_1}     U_k(x) = f_{a_k}(x) ∫_x^∞ U_{k−1}     P(first k slots) = ∫ U_k(x) Π_{j not in a_1…a_k} F_j(x) dx
 * </pre>
 *
 * Running from the top down, one pass gives all prefixes. U_k changes by about exp(2 k) within a standard deviation where it
 * matters, and what matters is many powers of ten below its maximum; so there are {@value #NODES_BY_SLOT} L nodes to the smallest
 * relevant standard deviation, at least {@value #LEAST_NODES}, and the inner integrals take the polynomial through sixteen
 * nodes, which keeps the relative error everywhere. The outer one is the trapezoidal rule, which converges geometrically
 * here. Σ ln F of the candidates that are not shown is smooth: it is found at every {@code stride}-th node and interpolated
 * through eight. Candidates that cannot reach the lowest relevant x are left out: each changes a probability by a share
 * below 1.3e-12.
 */
final class GaussianRace {
    private static final int LEAST_NODES = 10;
    private static final int NODES_BY_SLOT = 2;

    /** Nodes to a standard deviation at which Σ ln F is found. */
    private static final int SMOOTH_NODES = 4;

    /** Deviations from the mean beyond which a density is taken for 0, and below which a rival is taken for beaten. */
    private static final double REACH = 7.5;

    /** Deviations above the mean where F is taken for 1: the difference is 1.3e-12. */
    private static final double SURE = 7;

    private static final int STENCIL = 8;
    private static final double DENSITY_AT_MEAN = 0.3989422804014327;

    /** Weights of the nodes at ±1/2, ±3/2, … around the middle of a step: the integral of the polynomial through them. */
    private static final double W1 = 0.5769901746074926;

    private static final double W2 = -0.10472816577355225;
    private static final double W3 = 0.03716799048800287;
    private static final double W4 = -0.012021615287098626;
    private static final double W5 = 0.0031118738107838327;
    private static final double W6 = -0.0005870962506157853;
    private static final double W7 = 7.093576039706648e-05;
    private static final double W8 = -4.097355409686621e-06;

    private final RaceGrid grid = new RaceGrid();
    private final BitSet shown = new BitSet();
    private double[] lnHidden = {};
    private double[] beaten = {};
    private double[] tail = {};
    private double[] density = {};
    private int stride;
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
        reserve(slots);
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
        int nodes = Math.max(LEAST_NODES, NODES_BY_SLOT * slots);
        stride = Integer.highestOneBit(nodes / SMOOTH_NODES);
        grid.build(narrowest / nodes, stride);
        lowest = 0;
    }

    /** Makes the product of F over the hidden candidates in the row of the last slot, and finds the lowest node that matters. */
    private void hidden(NormalScores scores, int slots) {
        Arrays.fill(lnHidden, 0, grid.size, 0);
        double negligible = -45 - 6 * slots;
        int added = 0;
        for (int j = 0; j < scores.size; j++) {
            if (!shown.get(j)) {
                add(scores, j);
                if ((++added & 7) == 0) {
                    while (lowest + stride < grid.size && lnHidden[lowest] < negligible) {
                        lowest += stride;
                    }
                }
            }
        }
        interpolate();
        int row = (slots - 1) * grid.size;
        for (int q = lowest; q < grid.size; q++) {
            beaten[row + q] = Exponential.exp(Math.min(0, lnHidden[q]));
        }
    }

    private void add(NormalScores scores, int candidate) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        int to = grid.from(mean + SURE * scores.deviations[candidate]);
        for (int q = lowest; q < to; q += stride) {
            lnHidden[q] += NormalCurve.lnCdf((grid.x[q] - mean) * scale);
        }
    }

    /** Fills in the nodes between, halving the distance until none is left; runs out flat at the ends. */
    private void interpolate() {
        for (int distance = stride; distance > 1; distance /= 2) {
            int half = distance / 2;
            int last = (grid.size - 1) / distance * distance;
            for (int q = lowest + half; q < grid.size; q += distance) {
                lnHidden[q] = (1225 * (around(q, -half, last) + around(q, half, last))
                                - 245 * (around(q, -3 * half, last) + around(q, 3 * half, last))
                                + 49 * (around(q, -5 * half, last) + around(q, 5 * half, last))
                                - 5 * (around(q, -7 * half, last) + around(q, 7 * half, last)))
                        / 2048;
            }
        }
    }

    private double around(int node, int distance, int last) {
        return lnHidden[Math.clamp(node + distance, lowest, last)];
    }

    /** Makes row k − 1, what must lie below the candidate of slot k − 1, from row k. */
    private void below(NormalScores scores, int candidate, int k) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        int from = k * grid.size;
        int to = from - grid.size;
        int sure = grid.from(mean + SURE * scores.deviations[candidate]);
        for (int q = lowest; q < grid.size; q++) {
            double share = q < sure ? Exponential.exp(NormalCurve.lnCdf((grid.x[q] - mean) * scale)) : 1;
            beaten[to + q] = beaten[from + q] * share;
        }
    }

    private void chain(NormalScores scores, int[] slate, int slots, double[] lnPrefix) {
        Arrays.fill(tail, 0, grid.size, 1);
        double lnScale = 0;
        double lnAbove = 0;
        for (int k = 0; k < slots; k++) {
            double mass = advance(scores, slate[k], k * grid.size);
            lnAbove = Math.min(lnAbove, lnScale + StrictMath.log(mass * grid.step));
            lnPrefix[k] = lnAbove;
            lnScale += StrictMath.log(integrate());
        }
    }

    /** Makes U_k from the integral of U_{k−1}; returns the sum of U_k times what lies below it. */
    private double advance(NormalScores scores, int candidate, int row) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        double height = DENSITY_AT_MEAN * scale;
        int from = Math.max(lowest, grid.from(mean - REACH * scores.deviations[candidate]));
        int to = grid.from(mean + REACH * scores.deviations[candidate]);
        Arrays.fill(density, 0, grid.size + 2 * STENCIL, 0);
        double mass = 0;
        for (int q = from; q < to; q++) {
            double z = (grid.x[q] - mean) * scale;
            double u = height * Exponential.exp(-z * z / 2) * tail[q];
            density[STENCIL + q] = u;
            mass += u * beaten[row + q];
        }
        return mass;
    }

    /** Makes the integral of the density from each node upwards, as a share of the largest; returns that. */
    private double integrate() {
        double[] g = density;
        double sum = 0;
        double most = 0;
        for (int q = grid.size - 1; q >= lowest; q--) {
            int at = STENCIL + q;
            sum += W1 * (g[at] + g[at + 1])
                    + W2 * (g[at - 1] + g[at + 2])
                    + W3 * (g[at - 2] + g[at + 3])
                    + W4 * (g[at - 3] + g[at + 4])
                    + W5 * (g[at - 4] + g[at + 5])
                    + W6 * (g[at - 5] + g[at + 6])
                    + W7 * (g[at - 6] + g[at + 7])
                    + W8 * (g[at - 7] + g[at + 8]);
            tail[q] = Math.max(0, sum);
            most = Math.max(most, sum);
        }
        if (most > 0) {
            for (int q = lowest; q < grid.size; q++) {
                tail[q] /= most;
            }
        }
        return most * grid.step;
    }

    private void reserve(int slots) {
        if (slots * grid.size > beaten.length) {
            beaten = new double[slots * grid.size];
        }
        if (grid.size + 2 * STENCIL > density.length) {
            density = new double[grid.size + 2 * STENCIL];
            tail = new double[grid.size];
            lnHidden = new double[grid.size];
        }
    }
}
