package io.candor.verticle;

import java.time.Duration;

/**
 * Section {@code models}: how bundles come to serve.
 *
 * @param activateNew whether a new bundle in the data directory's {@code models} is activated at once; the very first one always
 *     is
 * @param pollInterval how often that directory is looked at, 100 ms to 1 h
 * @param warmSearches searches that are replayed on a model before it serves, 0 to 100,000
 */
public record ModelsConfig(boolean activateNew, Duration pollInterval, int warmSearches) {
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_POLL = Duration.ofHours(1);
    private static final int MAX_WARM_SEARCHES = 100_000;

    public ModelsConfig {
        if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(LONGEST_POLL) > 0) {
            throw new IllegalArgumentException(
                    "poll_interval must be 100ms to 1h, was " + pollInterval.toMillis() + "ms");
        }
        if (warmSearches < 0 || warmSearches > MAX_WARM_SEARCHES) {
            throw new IllegalArgumentException(
                    "warm_searches must be 0 to " + MAX_WARM_SEARCHES + ", was " + warmSearches);
        }
    }

    public static ModelsConfig defaults() {
        return new ModelsConfig(true, Duration.ofSeconds(1), 500);
    }
}
