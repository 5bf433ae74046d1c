package io.candor.serving;

import java.time.Duration;

/**
 * Section {@code serving}: bounds of the pipeline on one event loop.
 *
 * @param profileDeadline how long a slate waits for what the database knows of who asks, 1 ms to 1 min; after that it is made
 *     from what this process remembers, and says so
 * @param maxProfileLoads profiles an event loop loads at a time, 1 to 100,000; for others no slate waits
 * @param maxItemChanges item changes that wait for the database at a time, 1 to 1,000,000; more are answered with 503
 * @param rememberedCandidates slates of which an event loop remembers what they were made from, for each model, 0 to 1,000,000;
 *     about 20 KB each
 * @param rememberedFor how long it does, 0 to 1 h
 */
public record ServingConfig(
        Duration profileDeadline,
        int maxProfileLoads,
        int maxItemChanges,
        int rememberedCandidates,
        Duration rememberedFor) {
    public ServingConfig {
        Bounds.check("profile_deadline", profileDeadline);
        Bounds.check("max_profile_loads", maxProfileLoads, 1, 100_000);
        Bounds.check("max_item_changes", maxItemChanges, 1, 1_000_000);
        Bounds.check("remembered_candidates", rememberedCandidates, 0, 1_000_000);
        Bounds.check("remembered_for", rememberedFor, Duration.ZERO, Duration.ofHours(1), "0s to 1h");
    }

    public static ServingConfig defaults() {
        return new ServingConfig(Duration.ofMillis(25), 256, 20_000, 1_000, Duration.ofMinutes(1));
    }
}
