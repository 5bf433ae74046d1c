package io.candor.http;

import io.candor.config.ByteSize;

/**
 * Section {@code http.limits}.
 *
 * @param maxInFlight requests an event loop reads at a time, and that it works on at a time besides slates; more are answered with 503
 * @param maxSlates slates an event loop works on at a time at most; fewer when they take long, and the rest is refused before slates;
 *     see {@code Admission}
 * @param maxConnections connections an event loop holds; for a new one the longest idle one is closed
 * @param maxBody body of a request for a slate, and of every other request that is not named here; below 2GB
 * @param maxItemBody body of one item, and one line of a bulk; below 2GB
 * @param maxBulkBody body of a bulk
 * @param bulkBatch items of a bulk that are made durable together
 * @param maxEventsBody body of a batch of events; below 2GB
 * @param maxEvents events of a batch
 */
public record HttpLimits(
        int maxInFlight,
        int maxSlates,
        int maxConnections,
        ByteSize maxBody,
        ByteSize maxItemBody,
        ByteSize maxBulkBody,
        int bulkBatch,
        ByteSize maxEventsBody,
        int maxEvents) {
    public HttpLimits {
        checkPositive("max_in_flight", maxInFlight);
        checkPositive("max_slates", maxSlates);
        checkPositive("max_connections", maxConnections);
        checkPositive("max_body", maxBody.toIntExact());
        checkPositive("max_item_body", maxItemBody.toIntExact());
        checkPositive("max_bulk_body", maxBulkBody.bytes());
        checkPositive("bulk_batch", bulkBatch);
        checkPositive("max_events_body", maxEventsBody.toIntExact());
        checkPositive("max_events", maxEvents);
    }

    public static HttpLimits defaults() {
        return new HttpLimits(
                256,
                2_048,
                4_096,
                ByteSize.ofKilobytes(64),
                ByteSize.ofKilobytes(256),
                ByteSize.ofMegabytes(32),
                256,
                ByteSize.ofMegabytes(2),
                1_000);
    }

    private static void checkPositive(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, was " + value);
        }
    }
}
