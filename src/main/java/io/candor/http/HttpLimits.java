package io.candor.http;

/**
 * Section {@code http.limits}.
 *
 * @param maxInFlight requests an event loop has open at a time; more are answered with 503
 * @param maxRecommendationBytes body of a request for a slate, and of every other small request
 * @param maxItemBytes body of one item, or one line of a bulk
 * @param maxBulkBytes body of a bulk
 * @param bulkBatch items of a bulk that are made durable together
 */
public record HttpLimits(
        int maxInFlight, int maxRecommendationBytes, int maxItemBytes, long maxBulkBytes, int bulkBatch) {
    public HttpLimits {
        checkPositive("max_in_flight", maxInFlight);
        checkPositive("max_recommendation_bytes", maxRecommendationBytes);
        checkPositive("max_item_bytes", maxItemBytes);
        checkPositive("max_bulk_bytes", maxBulkBytes);
        checkPositive("bulk_batch", bulkBatch);
    }

    public static HttpLimits defaults() {
        return new HttpLimits(256, 64 << 10, 256 << 10, 32L << 20, 256);
    }

    private static void checkPositive(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, was " + value);
        }
    }
}
