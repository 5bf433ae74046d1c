package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpMetrics metrics = new HttpMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Set::of);
    private final Admission admission = new Admission(16, 48, Duration.ofMillis(500), metrics);

    @Test
    void priority_ofPaths_isThatOfTheirRoutes() {
        assertEquals(Priority.EVENTS, Priority.of("/v1/events"));
        assertEquals(Priority.SLATES, Priority.of("/v1/placements/home/recommendations"));
        assertEquals(Priority.SLATES, Priority.of("/v1/items/a/similar"));
        assertEquals(Priority.REST, Priority.of("/v1/items/a"));
        assertEquals(Priority.REST, Priority.of("/v1/exploration/toggle"));
    }

    @Test
    void hasRoom_slatesAtTheirLimit_eventsHaveTheirs() {
        assertEquals(48, fill(Priority.SLATES));
        assertEquals(16, fill(Priority.EVENTS));
        assertFalse(admission.hasRoom(Priority.EVENTS));
    }

    @Test
    void hasRoom_eventsAtTheirLimit_slatesHaveTheirs() {
        assertEquals(16, fill(Priority.EVENTS));
        assertEquals(48, fill(Priority.SLATES));
        assertTrue(admission.hasRoom(Priority.REST), "one of the rest always gets through");
    }

    @Test
    void hasRoom_halfOfTheSlatesUnderWay_theRestIsRefusedFirst() {
        begin(Priority.SLATES, 23);
        assertEquals(1, fill(Priority.REST));
        assertTrue(admission.hasRoom(Priority.SLATES));
    }

    @Test
    void hasRoom_atFirst_isForFewerSlatesThanThereMayBe() {
        Admission large = new Admission(16, 2_048, Duration.ofMillis(500), metrics);
        assertEquals(512, large.slateLimit());
        long now = 0;
        while (large.slateLimit() < 2_048) {
            int slates = large.slateLimit();
            for (int i = 0; i < slates; i++) {
                large.begin(Priority.SLATES);
            }
            for (int i = 0; i < slates; i++) {
                large.end(Priority.SLATES, now, now + FAST);
            }
            assertTrue(large.slateLimit() > slates);
            now += 2 * FAST;
        }
        assertEquals(2_048, large.slateLimit());
    }

    @Test
    void end_lateSlates_shrinkTheLimitOnceForAllOfThem() {
        begin(Priority.SLATES, 48);
        for (int i = 0; i < 48; i++) {
            admission.end(Priority.SLATES, 0, LATE + i);
        }
        assertEquals(33, admission.slateLimit());
        assertEquals(33, fill(Priority.SLATES));
    }

    private void beLateForLong() {
        long now = 0;
        for (int i = 0; i < 100; i++) {
            admission.begin(Priority.SLATES);
            admission.end(Priority.SLATES, now, now + LATE);
            now += 2 * LATE;
        }
    }

    @Test
    void end_slatesLateForLong_leaveTheLimitAtItsLeast() {
        beLateForLong();
        assertEquals(8, admission.slateLimit());
        assertTrue(metrics.scrape().contains("candor_http_slates_limit 8.0"), metrics.scrape());
    }

    @Test
    void end_slatesInTimeAgain_growTheLimitToItsMost() {
        beLateForLong();
        long now = 1_000 * LATE;
        for (int i = 0; i < 100; i++) {
            int slates = fill(Priority.SLATES);
            for (int s = 0; s < slates; s++) {
                admission.end(Priority.SLATES, now, now + FAST);
            }
            now += 2 * FAST;
        }
        assertEquals(48, admission.slateLimit());
    }

    @Test
    void end_fewSlatesInTime_leaveTheLimitAlone() {
        beLateForLong();
        admission.begin(Priority.SLATES);
        admission.end(Priority.SLATES, 1_000 * LATE, 1_000 * LATE + FAST);
        assertEquals(8, admission.slateLimit());
    }

    @Test
    void end_slowEvents_changeNothing() {
        begin(Priority.EVENTS, 1);
        admission.end(Priority.EVENTS, 0, LATE);
        assertEquals(48, admission.slateLimit());
    }

    private int fill(Priority priority) {
        int count = 0;
        while (admission.hasRoom(priority)) {
            admission.begin(priority);
            count++;
        }
        return count;
    }

    private void begin(Priority priority, int count) {
        for (int i = 0; i < count; i++) {
            admission.begin(priority);
        }
    }
}
