package io.candor.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ByteSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogConfigTest {
    private static EventLogConfig config(String segment, String backlog, String queued, String longest, int millis) {
        return new EventLogConfig(
                ByteSize.parse(segment),
                ByteSize.parse(backlog),
                ByteSize.parse(queued),
                ByteSize.parse(longest),
                new ByteSize(0),
                Duration.ofMillis(millis));
    }

    @Test
    void defaults_areAllowed() {
        assertEquals(ByteSize.ofMegabytes(64), EventLogConfig.defaults().segmentSize());
    }

    @Test
    void bounds_areAllowed() {
        assertEquals(1, config("64KB", "128KB", "32KB", "32KB", 1).retry().toMillis());
        assertEquals(1, config("1GB", "2GB", "16MB", "16MB", 1).retry().toMillis());
    }

    @ParameterizedTest
    @CsvSource({
        "63KB, 128KB, 32KB, 16KB, 1, segment_size",
        "2GB, 4GB, 32KB, 16KB, 1, segment_size",
        "64KB, 127KB, 32KB, 16KB, 1, max_backlog",
        "64KB, 128KB, 15KB, 16KB, 1, max_queued",
        "64KB, 128KB, 64KB, 33KB, 1, max_record",
        "64KB, 128KB, 64KB, 1B, 1, max_record",
        "64MB, 128MB, 64MB, 17MB, 1, max_record",
        "64KB, 128KB, 32KB, 16KB, 0, retry"
    })
    void outOfBounds_namesTheKey(
            String segment, String backlog, String queued, String longest, int millis, String key) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> config(segment, backlog, queued, longest, millis));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(key), refused.toString());
    }
}
