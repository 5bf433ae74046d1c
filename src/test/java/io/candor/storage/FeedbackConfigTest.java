package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeedbackConfigTest {
    private static void assertRefused(Duration decisions, Duration events, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RetentionConfig(decisions, events));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void retention_notWholeDaysInBounds_isRefused() {
        Duration day = Duration.ofDays(1);
        assertRefused(Duration.ZERO, day, "decisions must be whole days, 1d to 3650d, was 0s");
        assertRefused(Duration.ofHours(36), day, "decisions must be whole days, 1d to 3650d, was 36h");
        assertRefused(Duration.ofDays(3651), day, "decisions must be whole days, 1d to 3650d, was 3651d");
        assertRefused(day, Duration.ofHours(1), "events must be whole days, 1d to 36500d, was 1h");
        assertEquals(Duration.ZERO, new RetentionConfig(day, Duration.ZERO).events());
    }

    @Test
    void bounds_outOfRange_areRefused() {
        RetentionConfig retention = RetentionConfig.defaults();
        assertThrows(IllegalArgumentException.class, () -> new FeedbackConfig(0, 0, retention));
        assertThrows(IllegalArgumentException.class, () -> new FeedbackConfig(1, -1, retention));
        assertThrows(IllegalArgumentException.class, () -> new FeedbackConfig(100_001, 0, retention));
        assertEquals(0, new FeedbackConfig(1, 0, retention).profileImpressions());
    }
}
