package io.candor.http;

import io.candor.access.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket, refilled smoothly, that says in the answer how full it is. Thread-safe without a lock.
 *
 * <p>Headers {@code RateLimit-Limit} (what the bucket holds), {@code RateLimit-Remaining} and {@code RateLimit-Reset} (seconds
 * until it is full again), as in draft-ietf-httpapi-ratelimit-headers-06; later drafts put them into one structured field.
 */
final class RateBucket {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("ratelimit-limit");
    private static final CharSequence REMAINING = HttpHeaders.createOptimized("ratelimit-remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("ratelimit-reset");

    private final RateLimit limit;
    private final Bucket bucket;
    private final String limitText;

    /** @param limit not unlimited */
    RateBucket(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.limitText = String.valueOf(limit.capacity());
        this.bucket = Bucket.builder()
                .addLimit(stage ->
                        stage.capacity(limit.capacity()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(new Meter(nanoTime))
                .build();
    }

    RateLimit limit() {
        return limit;
    }

    /** Takes one, writes the headers, and returns whether there was one; if not, {@code Retry-After} is written too. */
    boolean take(HttpServerResponse response) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        response.putHeader(LIMIT, limitText)
                .putHeader(REMAINING, String.valueOf(probe.getRemainingTokens()))
                .putHeader(RESET, String.valueOf(seconds(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds(probe.getNanosToWaitForRefill()))));
        }
        return probe.isConsumed();
    }

    /** Rounded up. */
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    private record Meter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
