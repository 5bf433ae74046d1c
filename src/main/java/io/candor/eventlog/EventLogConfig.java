package io.candor.eventlog;

import io.candor.config.ByteSize;
import java.time.Duration;

/**
 * Section {@code eventlog}.
 *
 * @param segmentSize bytes of one file of the log, allocated before it is used; 64KB to 1GB
 * @param maxBacklog bytes that may wait for the database; beyond it events are refused; at least two segments
 * @param maxQueued bytes that may wait for the disk; beyond it events are refused; at least {@code maxRecord}
 * @param maxRecord bytes of the longest record, 1KB to 16MB, and at most half a segment
 * @param reserve free bytes that the log leaves on its disk; with less, events are refused once the current file is full
 * @param retry how long after a failure of the disk the log tries again; above 0
 */
public record EventLogConfig(
        ByteSize segmentSize,
        ByteSize maxBacklog,
        ByteSize maxQueued,
        ByteSize maxRecord,
        ByteSize reserve,
        Duration retry) {
    private static final ByteSize MIN_SEGMENT = ByteSize.ofKilobytes(64);
    private static final ByteSize MAX_SEGMENT = ByteSize.ofMegabytes(1024);
    private static final ByteSize MIN_RECORD = ByteSize.ofKilobytes(1);
    private static final ByteSize MAX_RECORD = ByteSize.ofMegabytes(16);

    public EventLogConfig {
        within("segment_size", segmentSize, MIN_SEGMENT, MAX_SEGMENT);
        within("max_record", maxRecord, MIN_RECORD, MAX_RECORD);
        within("max_record", maxRecord, MIN_RECORD, new ByteSize(segmentSize.bytes() / 2));
        atLeast("max_backlog", maxBacklog, new ByteSize(2 * segmentSize.bytes()));
        atLeast("max_queued", maxQueued, maxRecord);
        if (retry.isNegative() || retry.isZero()) {
            throw new IllegalArgumentException("retry must be above 0, was " + retry);
        }
    }

    public static EventLogConfig defaults() {
        return new EventLogConfig(
                ByteSize.ofMegabytes(64),
                ByteSize.ofMegabytes(4096),
                ByteSize.ofMegabytes(64),
                ByteSize.ofMegabytes(4),
                ByteSize.ofMegabytes(256),
                Duration.ofSeconds(1));
    }

    private static void within(String key, ByteSize value, ByteSize min, ByteSize max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + min + " to " + max + ", was " + value);
        }
    }

    private static void atLeast(String key, ByteSize value, ByteSize min) {
        if (value.compareTo(min) < 0) {
            throw new IllegalArgumentException(key + " must be at least " + min + ", was " + value);
        }
    }
}
