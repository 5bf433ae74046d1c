package io.candor.event;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes version 7 UUIDs, strictly increasing.
 *
 * <p>Layout, most significant bit first: 48 bits of epoch milliseconds, the version (7), a 12-bit counter, the variant (2
 * bits), 62 random bits. The counter starts at a random number below 2,048 in each new millisecond and is raised within it;
 * when it overflows, or the clock goes back, the last millisecond is raised by one instead, so that order is kept. Source:
 * RFC 9562, section 5.7 and section 6.2, method 1. Not thread-safe: one per event loop.
 */
public final class TimeOrderedIds {
    private static final int COUNTER_LIMIT = 1 << 12;
    private static final int COUNTER_SEED_LIMIT = 1 << 11;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = Long.MIN_VALUE;
    private int counter;

    public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTER_SEED_LIMIT);
        } else if (++counter == COUNTER_LIMIT) {
            lastMillis++;
            counter = random.nextInt(COUNTER_SEED_LIMIT);
        }
        return new UUID((lastMillis << 16) | (7L << 12) | counter, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }
}
