package io.candor.dataset;

import io.candor.math.SpecialFunctions;
import io.candor.profile.RatingCentre;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What ratings become, as learnt from some of them: without the J-curve, and measured against the user's mean, where that is wanted.
 *
 * <p>Source of the J-curve: Hu, Zhang, Pavlou 2009, "Overcoming the J-shaped distribution of product reviews". Differs: a rating
 * becomes mean + sd·Φ⁻¹ of its mid-rank among all ratings, so that the ratings are as normal as their steps allow. Belongs to one
 * thread.
 */
final class RatingScale {
    private static final double SHRINKAGE = 4;

    private final float[] sorted;
    private final double mean;
    private final double deviation;
    private final Map<Float, Float> straight = new HashMap<>();
    private final float[] centres;

    private RatingScale(float[] sorted, int users) {
        this.sorted = sorted;
        this.centres = new float[users];
        double sum = 0;
        double squares = 0;
        for (float rating : sorted) {
            sum += rating;
            squares += (double) rating * rating;
        }
        int n = Math.max(sorted.length, 1);
        this.mean = sum / n;
        this.deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
    }

    /** Learns the scale from the rows that have a rating. */
    static RatingScale of(Interactions learnt, ShapingSettings settings) {
        float[] sorted = settings.jCurve() ? sortedRatings(learnt) : new float[0];
        RatingScale scale = new RatingScale(sorted, learnt.users().size());
        if (settings.centre()) {
            scale.centre(learnt);
        }
        return scale;
    }

    /** Returns what a rating of a user becomes; NaN stays NaN. */
    float of(int user, float rating) {
        return straightened(rating) - centres[user];
    }

    private static float[] sortedRatings(Interactions learnt) {
        float[] ratings = new float[learnt.size()];
        int n = 0;
        for (int row = 0; row < ratings.length; row++) {
            if (!Float.isNaN(learnt.rating(row))) {
                ratings[n++] = learnt.rating(row);
            }
        }
        float[] sorted = Arrays.copyOf(ratings, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private float straightened(float rating) {
        return sorted.length == 0 || Float.isNaN(rating)
                ? rating
                : straight.computeIfAbsent(rating, r -> (float) (mean + deviation * quantile(midRank(r))));
    }

    /** Returns the share of the ratings that are lower, equal ones counting half; within the middles of the first and the last. */
    private double midRank(float rating) {
        int n = sorted.length;
        int lower = 0;
        while (lower < n && sorted[lower] < rating) {
            lower++;
        }
        int upTo = lower;
        while (upTo < n && sorted[upTo] == rating) {
            upTo++;
        }
        return Math.clamp((lower + upTo) / (2.0 * n), 0.5 / n, 1 - 0.5 / n);
    }

    /** Returns Φ⁻¹(p). */
    private static double quantile(double p) {
        return p < 0.5
                ? -SpecialFunctions.normalTwoSidedQuantile(2 * p)
                : SpecialFunctions.normalTwoSidedQuantile(2 * (1 - p));
    }

    private void centre(Interactions learnt) {
        double[] sums = new double[centres.length];
        int[] counts = new int[centres.length];
        double total = 0;
        int rated = 0;
        for (int row = 0; row < learnt.size(); row++) {
            float rating = straightened(learnt.rating(row));
            if (!Float.isNaN(rating)) {
                sums[learnt.user(row)] += rating;
                counts[learnt.user(row)]++;
                total += rating;
                rated++;
            }
        }
        for (int user = 0; user < centres.length; user++) {
            centres[user] =
                    (float) RatingCentre.of(sums[user], counts[user], rated == 0 ? 0 : total / rated, SHRINKAGE);
        }
    }
}
