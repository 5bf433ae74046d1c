package io.candor.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Times on the wire: ISO-8601 text or epoch milliseconds, between the years 1 and 9999. Pure functions. */
public final class Timestamps {
    /** Epoch milliseconds of 0001-01-01T00:00:00Z. */
    public static final long MIN_MILLIS = -62_135_596_800_000L;

    /** Epoch milliseconds of 9999-12-31T23:59:59.999Z. */
    public static final long MAX_MILLIS = 253_402_300_799_999L;

    /** What {@link #format} writes; 0 stands for a digit. */
    private static final String[] WRITTEN = {"0000-00-00T00:00:00Z", "0000-00-00T00:00:00.000Z"};

    private static final int SECONDS_A_DAY = 86_400;

    private Timestamps() {}

    public static boolean inRange(long millis) {
        return MIN_MILLIS <= millis && millis <= MAX_MILLIS;
    }

    /**
     * Returns epoch milliseconds of {@code 2024-05-17}, {@code 2024-05-17T08:30:00} (both UTC) or {@code
     * 2024-05-17T08:30:00.123+02:00}; empty when it is none of these or out of range.
     */
    public static OptionalLong parse(String iso) {
        try {
            long millis = isWritten(iso) ? written(iso) : instantOf(iso).toEpochMilli();
            return inRange(millis) ? OptionalLong.of(millis) : OptionalLong.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Returns the ISO-8601 text of epoch milliseconds in UTC, ending in {@code Z}. */
    public static String format(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Returns whether a text has one of the forms that are read most, and need no formatter. */
    private static boolean isWritten(String iso) {
        for (String form : WRITTEN) {
            if (form.length() == iso.length()) {
                return hasForm(iso, form);
            }
        }
        return false;
    }

    private static boolean hasForm(String iso, String form) {
        for (int i = 0; i < form.length(); i++) {
            char c = iso.charAt(i);
            boolean fits = form.charAt(i) == '0' ? c >= '0' && c <= '9' : c == form.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static long written(String iso) {
        long day = LocalDate.of(number(iso, 0, 4), number(iso, 5, 7), number(iso, 8, 10))
                .toEpochDay();
        int second = LocalTime.of(number(iso, 11, 13), number(iso, 14, 16), number(iso, 17, 19))
                .toSecondOfDay();
        int millis = iso.length() == WRITTEN[1].length() ? number(iso, 20, 23) : 0;
        return (day * SECONDS_A_DAY + second) * 1000 + millis;
    }

    private static int number(String iso, int from, int to) {
        return Integer.parseInt(iso, from, to, 10);
    }

    private static Instant instantOf(String iso) {
        int time = iso.indexOf('T');
        if (time < 0) {
            return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned = iso.endsWith("Z") || iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0;
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
