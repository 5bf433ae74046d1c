package io.candor.exploration;

import io.candor.math.NormalCurve;

/**
 * Normal keys, see {@link NormalScores}. There are 2.2 √L nodes to the smallest relevant deviation, and at least {@value
 * #LEAST_NODES}: the L-th largest key of many spreads by about 1/√L of it.
 */
final class NormalKeys implements RaceKeys {
    private static final int LEAST_NODES = 3;
    private static final double NODES_BY_ROOT = 2.2;

    private static final double REACH = 7.5;
    private static final double DENSITY_AT_MEAN = 0.3989422804014327;

    private final NormalScores scores = new NormalScores();
    private final Leaders leaders = new Leaders();

    @Override
    public void read(OpenSlots open) {
        scores.read(open);
    }

    /** Returns whether nothing is random; then the other methods must not be called. */
    boolean certain() {
        return scores.certain();
    }


    @Override
    public void layOut(int[] items, int count, int slots, RaceGrid grid) {
        double floor = floor(slots);
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < scores.size; i++) {
            if (scores.means[i] + REACH * scores.deviations[i] > floor) {
                narrowest = Math.min(narrowest, scores.deviations[i]);
            }
        }
        grid.reset();
        for (int r = 0; r < count; r++) {
            double mean = scores.means[items[r]];
            double reach = REACH * scores.deviations[items[r]];
            grid.add(Math.max(floor, mean - reach), mean + reach);
        }
        grid.build(narrowest / Math.max(LEAST_NODES, Math.ceil(NODES_BY_ROOT * Math.sqrt(slots))));
    }

    /** Returns the x above which there are sure to be more keys than slots. */
    private double floor(int slots) {
        if (scores.size <= slots) {
            return Double.NEGATIVE_INFINITY;
        }
        leaders.reset(slots + 1);
        for (int i = 0; i < scores.size; i++) {
            leaders.offer(i, REACH * scores.deviations[i] - scores.means[i]);
        }
        int last = leaders.index(slots);
        return scores.means[last] - REACH * scores.deviations[last];
    }

    @Override
    public int exceedance(int candidate, RaceGrid grid, double[] out, int offset) {
        double mean = scores.means[candidate];
        double scale = 1 / scores.deviations[candidate];
        int to = grid.from(mean + REACH * scores.deviations[candidate]);
        for (int q = 0; q < to; q++) {
            out[offset + q] = NormalCurve.cdf((mean - grid.x[q]) * scale);
        }
        return to;
    }

    @Override
    public void density(int candidate, RaceGrid grid, double[] exceedances, int row, double[] out) {
        double scale = 1 / scores.deviations[candidate];
        for (int q = 0; q < grid.size; q++) {
            double z = (grid.x[q] - scores.means[candidate]) * scale;
            out[q] = DENSITY_AT_MEAN * scale * StrictMath.exp(-z * z / 2);
        }
    }
}
