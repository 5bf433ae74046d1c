package io.candor.profile;

import io.candor.config.ByteSize;
import java.time.Duration;

/**
 * Section {@code profiles}: what signals are worth, what they suppress, and how much is kept of them.
 *
 * @param maxItems items kept of a subject, 10 to 100,000; beyond, those that were merely seen go first
 * @param weights what signals add to the unified score
 * @param scores constants of the other scores
 * @param suppression what is kept back, and for how long
 * @param evidence what a user vector is folded in from
 * @param cache how many profiles are kept in memory
 */
public record ProfileConfig(
        int maxItems,
        SignalWeights weights,
        ScoreConfig scores,
        SuppressionConfig suppression,
        EvidenceConfig evidence,
        CacheConfig cache) {
    public ProfileConfig {
        Bounds.check("max_items", maxItems, 10, 100_000);
    }

    public static ProfileConfig defaults() {
        return new ProfileConfig(
                1_000,
                SignalWeights.defaults(),
                ScoreConfig.defaults(),
                SuppressionConfig.defaults(),
                EvidenceConfig.defaults(),
                CacheConfig.defaults());
    }

    /**
     * What a user vector is folded in from.
     *
     * @param maxItems items at most, the strongest ones, 1 to 1,000
     * @param halfLife age at which the signals of a user count half; 1 hour to 10,000 days
     * @param userDecay share that the next older item of a user counts beside that, above 0 to 1; a model trained with recency h wants
     *     2^(−1/h)
     * @param sessionDecay share that the next older item of a session counts, above 0 to 1
     * @param minStrength decayed strength below which an item says nothing, 0 to 1
     */
    public record EvidenceConfig(
            int maxItems, Duration halfLife, double userDecay, double sessionDecay, double minStrength) {
        public EvidenceConfig {
            Bounds.check("max_items", maxItems, 1, 1_000);
            Bounds.check("half_life", halfLife, Duration.ofHours(1), Duration.ofDays(10_000));
            Bounds.checkShare("user_decay", userDecay);
            Bounds.checkShare("session_decay", sessionDecay);
            Bounds.check("min_strength", minStrength, 0, 1);
        }

        public static EvidenceConfig defaults() {
            return new EvidenceConfig(100, Duration.ofDays(90), 1, 0.9, 0.01);
        }
    }

    /**
     * How much of profiles is kept in memory.
     *
     * @param maxSize memory for complete profiles; 64 KB or more
     * @param maxPending events that are accepted and not yet stored, 100 to 10,000,000; beyond, the oldest are left to the
     *     event log alone and the profiles they belong to are not kept until these are stored
     */
    public record CacheConfig(ByteSize maxSize, int maxPending) {
        private static final ByteSize MIN_SIZE = ByteSize.ofKilobytes(64);

        public CacheConfig {
            if (maxSize.compareTo(MIN_SIZE) < 0) {
                throw new IllegalArgumentException("max_size must be at least " + MIN_SIZE + ", was " + maxSize);
            }
            Bounds.check("max_pending", maxPending, 100, 10_000_000);
        }

        public static CacheConfig defaults() {
            return new CacheConfig(ByteSize.ofMegabytes(128), 500_000);
        }
    }
}
