package io.candor.serving;

/**
 * Section {@code serving}: bounds of the pipeline on one event loop.
 *
 * @param maxInFlight slates an event loop works on at a time, 1 to 100,000; more are answered with 503
 * @param maxItemChanges item changes that wait for the database at a time, 1 to 1,000,000; more are answered with 503
 */
public record ServingConfig(int maxInFlight, int maxItemChanges) {
    public ServingConfig {
        Bounds.check("max_in_flight", maxInFlight, 1, 100_000);
        Bounds.check("max_item_changes", maxItemChanges, 1, 1_000_000);
    }

    public static ServingConfig defaults() {
        return new ServingConfig(256, 20_000);
    }
}
