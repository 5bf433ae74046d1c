package io.candor.exploration;

import java.util.Arrays;

/**
 * Candidates with weights exp(logit), of which some have been taken, and what remains of their sum.
 *
 * <p>Weights are relative to the largest remaining logit, and the sum is kept by subtraction. When much of it has gone it is
 * added up anew, and when what remains is close to underflow the weights are made anew, so that shares are exact to about
 * 1e-12 whatever the logits are.
 */
final class LuceMass {
    private static final double RESUM_BELOW = 1.0 / 16;
    private static final double RESCALE_BELOW = 1e-200;

    private double[] logits = {};
    private double[] initial = {};
    private double[] weights = {};
    private boolean[] taken = {};
    private int size;
    private double initialHighest;
    private double initialTotal;
    private double highest;
    private double total;
    private double lastSum;

    void read(OpenSlots open) {
        size = open.size();
        if (size > logits.length) {
            logits = new double[size];
            initial = new double[size];
            weights = new double[size];
            taken = new boolean[size];
        }
        for (int i = 0; i < size; i++) {
            logits[i] = open.logit(i);
        }
        Arrays.fill(taken, 0, size, false);
        rescale();
        System.arraycopy(weights, 0, initial, 0, size);
        initialHighest = highest;
        initialTotal = total;
    }

    /** Puts everything back. */
    void restore() {
        System.arraycopy(initial, 0, weights, 0, size);
        Arrays.fill(taken, 0, size, false);
        highest = initialHighest;
        total = initialTotal;
        lastSum = initialTotal;
    }

    /**
     * Returns the remaining candidate at which the running sum of the weights passes a share of their total.
     *
     * @param share in [0, 1)
     */
    int at(double share) {
        double left = share * total;
        int last = 0;
        for (int i = 0; i < size; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
            last = weights[i] > 0 ? i : last;
        }
        return last;
    }

    /** Returns ln(weight / sum of the remaining weights) of a remaining candidate; at most 0. */
    double lnShare(int candidate) {
        return Math.min(0, logits[candidate] - highest - StrictMath.log(total));
    }

    void take(int candidate) {
        taken[candidate] = true;
        total -= weights[candidate];
        weights[candidate] = 0;
        if (total < lastSum * RESUM_BELOW) {
            resum();
        }
    }

    private void resum() {
        total = 0;
        for (int i = 0; i < size; i++) {
            total += weights[i];
        }
        lastSum = total;
        if (total < RESCALE_BELOW) {
            rescale();
        }
    }

    private void rescale() {
        highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (!taken[i] && logits[i] > highest) {
                highest = logits[i];
            }
        }
        total = 0;
        for (int i = 0; i < size; i++) {
            weights[i] = taken[i] ? 0 : StrictMath.exp(logits[i] - highest);
            total += weights[i];
        }
        lastSum = total;
    }
}
