package io.candor.profile;

import java.time.Duration;

/**
 * Section {@code profiles.scores}: constants of the scores besides the unified one.
 *
 * @param watchFull share from which something counts as watched to the end, 0.5 to 1
 * @param replayBonus added to the watch score of what was replayed, 0 to 10
 * @param purchaseTau age at which a purchase counts 1/e, 1 hour to 10,000 days
 * @param repeatFactor what a purchase counts that was repeated, 1 to 10
 * @param preferenceLike preference score of a like, 0 to 10
 * @param preferenceDislike preference score of a dislike, −10 to 0
 * @param globalMean mean of all ratings, 1 to 5; what the only rating of a subject is measured against
 * @param ratingShrinkage how many ratings that mean counts for then, 0 to 1,000
 * @param confidenceAlpha slope α of the confidence 1 + α·r, 0 to 1,000
 * @param engagement shares of the aggregated engagement
 */
public record ScoreConfig(
        double watchFull,
        double replayBonus,
        Duration purchaseTau,
        double repeatFactor,
        double preferenceLike,
        double preferenceDislike,
        double globalMean,
        double ratingShrinkage,
        double confidenceAlpha,
        Engagement engagement) {
    public ScoreConfig {
        Bounds.check("watch_full", watchFull, 0.5, 1);
        Bounds.check("replay_bonus", replayBonus, 0, 10);
        Bounds.check("purchase_tau", purchaseTau, Duration.ofHours(1), Duration.ofDays(10_000));
        Bounds.check("repeat_factor", repeatFactor, 1, 10);
        Bounds.check("preference_like", preferenceLike, 0, 10);
        Bounds.check("preference_dislike", preferenceDislike, -10, 0);
        Bounds.check("global_mean", globalMean, 1, 5);
        Bounds.check("rating_shrinkage", ratingShrinkage, 0, 1_000);
        Bounds.check("confidence_alpha", confidenceAlpha, 0, 1_000);
    }

    public static ScoreConfig defaults() {
        return new ScoreConfig(0.95, 0.5, Duration.ofDays(90), 2, 1, -3, 3.5, 4, 40, Engagement.defaults());
    }

    /**
     * Shares of signals in the aggregated engagement, each 0 to 1.
     *
     * @param watch times the completion
     * @param like when liked
     * @param rewatch when replayed
     * @param share when shared
     * @param save when put on a list
     */
    public record Engagement(double watch, double like, double rewatch, double share, double save) {
        public Engagement {
            Bounds.check("watch", watch, 0, 1);
            Bounds.check("like", like, 0, 1);
            Bounds.check("rewatch", rewatch, 0, 1);
            Bounds.check("share", share, 0, 1);
            Bounds.check("save", save, 0, 1);
        }

        public static Engagement defaults() {
            return new Engagement(0.4, 0.25, 0.15, 0.1, 0.1);
        }
    }
}
