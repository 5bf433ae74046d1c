package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final RequestIds ids = new RequestIds(() -> Instant.ofEpochMilli(millis.get()), new Random(1));

    @Test
    void next_layout_isVersion7WithTheTime() {
        String text = ids.next();

        UUID id = UUID.fromString(text);
        assertEquals(text, id.toString());
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(1_700_000_000_000L, id.getMostSignificantBits() >>> 16);
    }

    @Test
    void next_withinOneMillisecond_staysInOrderPastTheCounter() {
        String before = ids.next();
        for (int i = 0; i < 20_000; i++) {
            String id = ids.next();
            assertTrue(id.compareTo(before) > 0, () -> "out of order: " + id);
            before = id;
        }
    }

    @Test
    void next_clockGoesBack_staysInOrder() {
        String before = ids.next();
        millis.addAndGet(-5_000);
        assertTrue(ids.next().compareTo(before) > 0);
    }
}
