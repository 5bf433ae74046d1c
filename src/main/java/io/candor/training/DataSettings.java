package io.candor.training;

import io.candor.config.DurationText;
import io.candor.dataset.ShapingSettings;
import java.time.Duration;

/**
 * What of the data is learnt from, and what is held out.
 *
 * @param minValue values below it tell no interest; not NaN
 * @param holdoutMin interactions a user needs for the last one to be held out (leave-last-out), at least 2
 * @param holdoutShare share that is held out (temporal, random), in (0, 1)
 * @param folds of a cross-validation, 2 to 1,000; 0 for none (random)
 * @param fold which of them is held out, 1 to {@code folds}
 * @param trendHalfLife age at which an occurrence counts half for the trending source, at least 1 ms
 * @param seed of the split
 * @param shaping how feedback is prepared
 */
public record DataSettings(
        float minValue,
        int holdoutMin,
        double holdoutShare,
        int folds,
        int fold,
        Duration trendHalfLife,
        long seed,
        ShapingSettings shaping) {
    public DataSettings {
        ParameterBounds.check(!Float.isNaN(minValue), "min_value must be a number, was " + minValue);
        ParameterBounds.check(holdoutMin >= 2, "holdout_min must be at least 2, was " + holdoutMin);
        ParameterBounds.check(
                holdoutShare > 0 && holdoutShare < 1, "holdout_share must be above 0 and below 1, was " + holdoutShare);
        ParameterBounds.check(
                folds == 0 || (folds >= 2 && folds <= 1_000), "folds must be 0 or 2 to 1000, was " + folds);
        ParameterBounds.check(fold >= 1 && fold <= Math.max(1, folds), "fold must be 1 to " + folds + ", was " + fold);
        ParameterBounds.check(
                trendHalfLife.toMillis() >= 1,
                "trend_half_life must be at least 1ms, was " + DurationText.format(trendHalfLife));
    }

    public static DataSettings defaults() {
        return new DataSettings(
                Float.NEGATIVE_INFINITY, 5, 0.2, 0, 1, Duration.ofDays(30), 42, ShapingSettings.defaults());
    }
}
