package io.candor.retrieval;

import io.candor.math.CodeKernels;

/**
 * A query in whole steps, and how far an inner product with coded rows can be from the true one.
 *
 * <p>With q̂, x̂ the coded vectors, q·x = q̂·x̂ + q·(x − x̂) + (q − q̂)·x̂, so by Cauchy–Schwarz |q·x − q̂·x̂| ≤ ‖q‖‖x − x̂‖ +
 * ‖q − q̂‖‖x̂‖. Reusable, not thread-safe.
 */
final class CodedQuery {
    private final int dims;
    private final float relativeSlack;
    private final float underflow;
    private final short[] codes;
    private final short[] spread;
    private double step;
    private float norm;
    private float loss;

    CodedQuery(int dims) {
        this.dims = dims;
        this.relativeSlack = (4 * dims + 16) * 0x1p-24f;
        this.underflow = dims * Float.MIN_VALUE;
        this.codes = new short[CodeKernels.padded(dims)];
        this.spread = new short[CodeKernels.spreadLength(dims)];
    }

    void set(float[] query) {
        double squares = 0;
        float largest = 0;
        for (int d = 0; d < dims; d++) {
            squares += (double) query[d] * query[d];
            largest = Math.max(largest, Math.abs(query[d]));
        }
        norm = Math.nextUp((float) Math.sqrt(squares));
        float whole = largest == 0 ? 1 : Math.nextUp(largest / CodeKernels.MAX_QUERY_CODE);
        double inverse = 1.0 / whole;
        double lost = 0;
        for (int d = 0; d < dims; d++) {
            codes[d] = nearest((double) query[d] * inverse);
            double rest = query[d] - (double) whole * codes[d];
            lost += rest * rest;
        }
        CodeKernels.spread(codes, spread);
        step = whole;
        loss = Math.nextUp((float) Math.sqrt(lost));
    }

    /** Returns a whole number at most ½ (and a last digit) away: shifted up, where dropping the fraction rounds down. */
    private static short nearest(double steps) {
        return (short) ((int) (steps + (CodeKernels.MAX_QUERY_CODE + 1.5)) - (CodeKernels.MAX_QUERY_CODE + 1));
    }

    short[] codes() {
        return codes;
    }

    /** Returns the codes as {@link CodeKernels#dot} reads them. */
    short[] spread() {
        return spread;
    }

    /** Returns what a sum of 1 over a block's codes stands for; positive. */
    double unit(ExactStore store, int block) {
        return step * store.coded().steps()[block];
    }

    /** Returns the largest inner product that a row of at most this norm can have, rounding of float32 sums included. */
    float most(float rowNorm) {
        return norm * rowNorm * (1 + relativeSlack) + underflow;
    }

    /** Returns what a sum of 1 over the codes of 16 centres stands for; positive. */
    double centreUnit(ExactStore store, int group) {
        return step * store.centres().coded().steps()[group];
    }

    /**
     * Returns the largest inner product that float32 arithmetic can find for a row of a block, if what is left of a row beyond the centre
     * has at most this cosine with the query; any row with 1. The centre's own norm is at most that of a row and the radius.
     *
     * @param centre what unit × sum is for the centre
     */
    double mostAround(ExactStore store, int block, double centre, float cosine) {
        double radius = store.centres().radii()[block];
        double reach = store.largest(block) + radius;
        double rounding = (loss + (double) relativeSlack * norm) * reach + underflow;
        return centre + rounding + (1.0 + relativeSlack) * cosine * norm * radius;
    }

    /** Returns how far unit × sum may be from the inner product that float32 arithmetic finds for a row of the block. */
    float error(ExactStore store, int block) {
        float largest = store.largest(block);
        float lost = store.losses()[block];
        float rounding = (norm * lost + loss * (largest + lost)) * (1 + relativeSlack);
        return rounding + relativeSlack * norm * largest + underflow;
    }
}
