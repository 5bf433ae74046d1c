package io.candor.exploration;

/**
 * Keys logit + standard Gumbel noise, whose order is that of Plackett–Luce: F(x) = exp(−t) with t = exp(logit − x).
 *
 * <p>Nodes are ln 2 / s apart with a whole stride s, so that t halves over s nodes, and P(key &gt; x) follows downwards by G ← G
 * (2 − G), with s exponentials a candidate instead of one a node.
 */
final class GumbelKeys implements RaceKeys {
    private static final double LN_2 = 0.6931471805599453;
    private static final int LEAST_STRIDE = 2;

    /** Nodes to the spread of the L-th largest key, which is about 1/√L: the error is about exp(−2π²/1.1²) = 8e-8 of it. */
    private static final double STEP_TO_SPREAD = 1.1;

    /** Below the logit by this, F is 1e-16. */
    private static final double BELOW = 3.6;

    /** Above the logit by this, 1 − F is 1e-11. */
    private static final double ABOVE = 25;

    /** A probability below exp(−35) need not be resolved any more. */
    private static final double FAR = 35;

    private static final double LARGEST_EXPONENT = 700;

    private final Leaders leaders = new Leaders();
    private double[] logits = {};
    private int size;
    private int stride;

    @Override
    public void read(OpenSlots open) {
        size = open.size();
        if (size > logits.length) {
            logits = new double[size];
        }
        for (int i = 0; i < size; i++) {
            logits[i] = open.logit(i);
        }
    }

    @Override
    public void layOut(int[] items, int count, int slots, RaceGrid grid) {
        leaders.reset(slots + 1);
        for (int i = 0; i < size; i++) {
            leaders.offer(i, -logits[i]);
        }
        double highest = logits[leaders.index(0)];
        double floor = size > slots ? logits[leaders.index(slots)] - BELOW : Double.NEGATIVE_INFINITY;
        grid.reset();
        for (int r = 0; r < count; r++) {
            double logit = logits[items[r]];
            grid.add(Math.max(floor, logit - BELOW), Math.min(highest, logit + FAR) + ABOVE);
        }
        stride = Math.max(LEAST_STRIDE, (int) Math.ceil(LN_2 * Math.sqrt(slots) / STEP_TO_SPREAD));
        grid.build(LN_2 / stride);
    }

    @Override
    public int exceedance(int candidate, RaceGrid grid, double[] out, int offset) {
        int node = grid.size - 1;
        while (node >= 0) {
            int bottom = grid.bottom(node);
            for (int q = node; q >= bottom; q--) {
                if (q + stride <= node) {
                    double g = out[offset + q + stride];
                    out[offset + q] = g * (2 - g);
                } else {
                    out[offset + q] = -StrictMath.expm1(-StrictMath.exp(logits[candidate] - grid.x[q]));
                }
            }
            node = bottom - 1;
        }
        return grid.size;
    }

    /** {@inheritDoc} It is t (1 − G), where t = exp(logit − x) doubles from a node to the second one below. */
    @Override
    public void density(int candidate, RaceGrid grid, double[] exceedances, int row, double[] out) {
        int node = grid.size - 1;
        while (node >= 0) {
            int bottom = grid.bottom(node);
            for (int q = node; q >= bottom; q--) {
                out[q] = q + stride <= node
                        ? Math.min(2 * out[q + stride], Double.MAX_VALUE)
                        : StrictMath.exp(Math.min(logits[candidate] - grid.x[q], LARGEST_EXPONENT));
            }
            node = bottom - 1;
        }
        for (int q = 0; q < grid.size; q++) {
            double below = 1 - exceedances[row + q];
            out[q] = below > 0 ? out[q] * below : 0;
        }
    }
}
