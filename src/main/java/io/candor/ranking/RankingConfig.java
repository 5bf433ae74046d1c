package io.candor.ranking;

import java.time.Duration;

/**
 * How the items of a placement are scored and ordered.
 *
 * @param recencyWeight w_r, the score of an item published now; finite, 0 turns recency off
 * @param recencyHalfLife age at which recency has halved; positive
 * @param popularityExponent β, how much popularity is taken back: exp(score) is divided by (1 + occurrences)^β; 0 to 2, 0
 *     turns it off
 * @param seasonBoost added for an item that is in one of its seasons; finite
 * @param sources what a source's proposal is worth
 * @param diversity how the slate is spread
 */
public record RankingConfig(
        double recencyWeight,
        Duration recencyHalfLife,
        double popularityExponent,
        double seasonBoost,
        SourceWeights sources,
        DiversityConfig diversity) {
    public RankingConfig {
        ItemWeights.check(recencyWeight, recencyHalfLife, popularityExponent, seasonBoost);
    }

    public static RankingConfig defaults() {
        return new RankingConfig(
                0.02, Duration.ofDays(30), 0, 0.1, SourceWeights.defaults(), DiversityConfig.defaults());
    }

    public RankingConfig withDiversity(DiversityConfig other) {
        return new RankingConfig(recencyWeight, recencyHalfLife, popularityExponent, seasonBoost, sources, other);
    }

    /** Returns what depends on the item and the time alone. */
    public ItemWeights itemWeights() {
        return new ItemWeights(recencyWeight, recencyHalfLife, popularityExponent, seasonBoost);
    }
}
