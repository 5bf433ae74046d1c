package io.candor.storage;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** Epoch milliseconds of columns of type timestamptz; they are written by the function {@code at_millis}. */
final class SqlTime {
    /** The last millisecond of the year 9999, which stands for every later one in bounds of time. */
    static final long END = 253_402_300_799_999L;

    private static final int NANOS_PER_MILLI = 1_000_000;

    private SqlTime() {}

    static long millis(Row row, int column) {
        return millis(row.getOffsetDateTime(column));
    }

    static OptionalLong optionalMillis(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? OptionalLong.empty() : OptionalLong.of(millis(time));
    }

    /** Rounds: times of far-off years come back some microseconds beside what was written. */
    private static long millis(OffsetDateTime time) {
        Instant instant = time.toInstant();
        return instant.getEpochSecond() * 1000 + (instant.getNano() + NANOS_PER_MILLI / 2) / NANOS_PER_MILLI;
    }

    /** Returns a bound of time that the database can hold. */
    static long bound(long millis) {
        return Math.clamp(millis, 0, END);
    }
}
