package io.candor.debiasing;

/**
 * For each ordered pair of positions (k, k'), the weights and weighted clicks of items that stood at k and might have stood at k':
 *
 * <pre>
 *   shown(k, k') = Σ w      clicked(k, k') = Σ w·c      w = p(i, k') / (p(i, k) + p(i, k'))      over impressions of i at k
 * </pre>
 *
 * p(i, k) is the logged probability of the item at the position. An item is at k with probability p(i, k), so that both sums expect
 * the same weight h = p(i, k)·p(i, k') / (p(i, k) + p(i, k')) of each item in both directions: the two positions are compared over
 * the same items, and clicked/shown(k, k') over clicked/shown(k', k) is θ_k/θ_k', whatever the items are worth.
 *
 * <p>Source: overlap weights are those of Li, Morgan and Zaslavsky, "Balancing covariates via propensity score weighting", 2018.
 * Differs: the two treatments are the two positions. Not thread-safe.
 */
final class PairTally {
    private int positions;
    private double[] shown = {};
    private double[] clicked = {};

    /** Creates one for slates of any length. */
    PairTally() {}

    /** Creates one that knows of so many positions. */
    PairTally(int positions) {
        grow(positions);
    }

    int positions() {
        return positions;
    }

    /** Adds an impression at a position that might have been at another; positions count from 0. */
    void add(int at, int other, double weight, boolean click) {
        grow(Math.max(at, other) + 1);
        int cell = at * positions + other;
        shown[cell] += weight;
        clicked[cell] += click ? weight : 0;
    }

    /** Adds all of another one. */
    void add(PairTally other) {
        grow(other.positions);
        for (int at = 0; at < other.positions; at++) {
            for (int k = 0; k < other.positions; k++) {
                shown[at * positions + k] += other.shown[at * other.positions + k];
                clicked[at * positions + k] += other.clicked[at * other.positions + k];
            }
        }
    }

    /** Returns Σ w of those at one position against another. */
    double shown(int at, int other) {
        return shown[at * positions + other];
    }

    /** Returns the weighted share of clicks at one position, over the items compared with another; NaN when there are none. */
    double rate(int at, int other) {
        return clicked[at * positions + other] / shown[at * positions + other];
    }

    /** Returns the weighted clicks of both directions: what is known of the pair. */
    double clicks(int a, int b) {
        return clicked[a * positions + b] + clicked[b * positions + a];
    }

    /** Returns whether items of both positions were seen at either. */
    boolean connected(int a, int b) {
        return a != b && shown(a, b) > 0 && shown(b, a) > 0;
    }

    private void grow(int size) {
        if (size <= positions) {
            return;
        }
        double[] widerShown = new double[size * size];
        double[] widerClicked = new double[size * size];
        for (int at = 0; at < positions; at++) {
            System.arraycopy(shown, at * positions, widerShown, at * size, positions);
            System.arraycopy(clicked, at * positions, widerClicked, at * size, positions);
        }
        shown = widerShown;
        clicked = widerClicked;
        positions = size;
    }
}
