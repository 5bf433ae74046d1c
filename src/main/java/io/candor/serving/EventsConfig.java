package io.candor.serving;

import java.time.Duration;

/**
 * Section {@code events}: which events are taken, and which count as repetitions.
 *
 * @param maxAge events that claim to be older count as this old; 1 hour to 3,650 days
 * @param dedupWindow how long an event is remembered at least, to know its repetition; 1 second to 7 days
 * @param dedupEntries how many ids and actions are remembered in all, 1,000 to 100,000,000; when more arrive within the
 *     window the oldest are forgotten (the database still knows their ids). An entry takes about 64 bytes
 */
public record EventsConfig(Duration maxAge, Duration dedupWindow, int dedupEntries) {
    public EventsConfig {
        check("max_age", maxAge, Duration.ofHours(1), Duration.ofDays(3_650));
        check("dedup_window", dedupWindow, Duration.ofSeconds(1), Duration.ofDays(7));
        Bounds.check("dedup_entries", dedupEntries, 1_000, 100_000_000);
    }

    public static EventsConfig defaults() {
        return new EventsConfig(Duration.ofDays(5 * 365), Duration.ofHours(1), 1_000_000);
    }

    private static void check(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
