package io.candor.http;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Request ids: version 7 UUIDs, strictly increasing.
 *
 * <p>Layout, most significant bit first: 48 bits of epoch milliseconds, the version (7), a 12-bit counter, the variant (2
 * bits), 62 random bits. The counter starts at a random number below 2,048 in each new millisecond and is raised within it;
 * when it overflows, or the clock goes back, the last millisecond is raised by one instead, so that order is kept. Source:
 * RFC 9562, section 5.7 and section 6.2, method 1. Not thread-safe: one per event loop.
 */
public final class RequestIds {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int COUNTER_LIMIT = 1 << 12;
    private static final int COUNTER_SEED_LIMIT = 1 << 11;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final byte[] text = new byte[36];
    private long lastMillis = Long.MIN_VALUE;
    private int counter;

    public RequestIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Returns the next id in its canonical form: 36 lower-case characters. */
    public String next() {
        advance();
        long high = (lastMillis << 16) | (7L << 12) | counter;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        hex(high >>> 32, 8, 0);
        text[8] = '-';
        hex(high >>> 16, 4, 9);
        text[13] = '-';
        hex(high, 4, 14);
        text[18] = '-';
        hex(low >>> 48, 4, 19);
        text[23] = '-';
        hex(low, 12, 24);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private void advance() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTER_SEED_LIMIT);
        } else if (++counter == COUNTER_LIMIT) {
            lastMillis++;
            counter = random.nextInt(COUNTER_SEED_LIMIT);
        }
    }

    private void hex(long bits, int digits, int at) {
        for (int i = 0; i < digits; i++) {
            text[at + i] = HEX[(int) (bits >>> (4 * (digits - 1 - i))) & 0xf];
        }
    }
}
