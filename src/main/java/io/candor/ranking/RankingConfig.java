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
    private static final double MAX_POPULARITY_EXPONENT = 2;

    public RankingConfig {
        SourceWeights.checkFinite("recency_weight", recencyWeight);
        SourceWeights.checkFinite("season_boost", seasonBoost);
        if (!recencyHalfLife.isPositive()) {
            throw new IllegalArgumentException("recency_half_life must be positive, was " + recencyHalfLife);
        }
        if (!(popularityExponent >= 0 && popularityExponent <= MAX_POPULARITY_EXPONENT)) {
            throw new IllegalArgumentException(
                    "popularity_exponent must be 0 to " + MAX_POPULARITY_EXPONENT + ", was " + popularityExponent);
        }
    }

    public static RankingConfig defaults() {
        return new RankingConfig(
                0.02, Duration.ofDays(30), 0, 0.1, SourceWeights.defaults(), DiversityConfig.defaults());
    }

    public RankingConfig withDiversity(DiversityConfig other) {
        return new RankingConfig(recencyWeight, recencyHalfLife, popularityExponent, seasonBoost, sources, other);
    }
}
