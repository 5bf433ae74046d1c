package io.candor.evaluation;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;

/**
 * What lists are worth beside their accuracy: how unknown, and how different from each other their items are. Immutable,
 * thread-safe.
 *
 * <p>Novelty is the mean of −log₂(share of the users who had the item): Zhou et al., "Solving the apparent diversity–accuracy
 * dilemma of recommender systems", PNAS 2010. Differs: an item nobody had counts as had by one. Diversity is the mean of 1 −
 * cosine over the pairs of a list, in the item vectors of one model: Ziegler et al., "Improving recommendation lists through
 * topic diversification", WWW 2005. Rankings of several models can only be compared in the same vectors. Differs: a vector of
 * zeros is at right angles to all.
 */
public final class ListQuality {
    private final FactorMatrix items;
    private final double[] norms;
    private final double[] information;

    private ListQuality(FactorMatrix items, double[] norms, double[] information) {
        this.items = items;
        this.norms = norms;
        this.information = information;
    }

    /**
     * Prepares for a catalogue.
     *
     * @param items shape (items × dims); retained
     * @param popularity how many users had each item
     * @param users how many there are
     */
    public static ListQuality of(FactorMatrix items, FloatColumn popularity, int users) {
        double[] norms = new double[items.rows()];
        double[] information = new double[items.rows()];
        for (int item = 0; item < norms.length; item++) {
            norms[item] = items.norm(item);
            information[item] = Math.log(users / Math.max(1.0, popularity.at(item))) / Math.log(2);
        }
        return new ListQuality(items, norms, information);
    }

    /** Returns the mean bits of information of the first k items; NaN of an empty list. */
    double novelty(int[] list, int k) {
        int n = Math.min(k, list.length);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += information[list[i]];
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** Returns the mean distance of the pairs of the first k items, 0 to 2; NaN of a list without a pair. */
    double diversity(int[] list, int k) {
        int n = Math.min(k, list.length);
        if (n < 2) {
            return Double.NaN;
        }
        // |Σ u|² = Σ |u|² + 2 Σ_{i<j} u_i·u_j, for vectors u of length 1.
        double[] sum = new double[items.dims()];
        int directions = 0;
        for (int i = 0; i < n; i++) {
            double norm = norms[list[i]];
            for (int d = 0; norm > 0 && d < sum.length; d++) {
                sum[d] += items.at(list[i], d) / norm;
            }
            directions += norm > 0 ? 1 : 0;
        }
        double square = 0;
        for (double value : sum) {
            square += value * value;
        }
        double pairs = n * (n - 1) / 2.0;
        return 1 - (square - directions) / 2 / pairs;
    }
}
