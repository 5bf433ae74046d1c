package io.candor.verticle;

import java.time.Duration;

/**
 * Section {@code projector}: how the event log comes into the database.
 *
 * @param interval how often the log is looked at when it was at its end, 1 ms to 1 min
 * @param batch entries that are stored in one transaction, 1 to 10,000
 * @param share of the time that the projection takes while more events arrive than it can store, above 0 and at most 1: the
 *     acknowledgement of events comes first
 * @param yieldBacklog entries that may wait for that reason, 0 to 10,000,000; from half of them on the projection takes a larger
 *     share, with as many all it can get
 * @param marginals whether the probability of each shown item at its position, over all draws, is worked out and stored; else it
 *     can be worked out later from what is stored
 * @param maxBackoff longest pause between attempts while the database is away, 100 ms to 10 min
 */
public record ProjectorConfig(
        Duration interval, int batch, double share, int yieldBacklog, boolean marginals, Duration maxBackoff) {
    public ProjectorConfig {
        check("interval", interval, Duration.ofMillis(1), Duration.ofMinutes(1));
        check("max_backoff", maxBackoff, Duration.ofMillis(100), Duration.ofMinutes(10));
        if (batch < 1 || batch > 10_000) {
            throw new IllegalArgumentException("batch must be 1 to 10000, was " + batch);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
        if (yieldBacklog < 0 || yieldBacklog > 10_000_000) {
            throw new IllegalArgumentException("yield_backlog must be 0 to 10000000, was " + yieldBacklog);
        }
    }

    public static ProjectorConfig defaults() {
        return new ProjectorConfig(Duration.ofMillis(50), 2_000, 0.1, 400_000, true, Duration.ofSeconds(5));
    }

    private static void check(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
