package io.candor.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * A time as files write it → epoch milliseconds.
 *
 * <p>A number is taken for seconds, milliseconds, microseconds or nanoseconds by its magnitude: below 10¹¹, 10¹⁴, 10¹⁷ or
 * above, which is unambiguous for times after March 1973 in any unit but seconds. Text is ISO-8601: a date, or a date and
 * time with or without an offset (UTC when without), a space or {@code T} between.
 */
final class TimeText {
    private static final double SECONDS_BELOW = 1e11;
    private static final double MILLIS_BELOW = 1e14;
    private static final double MICROS_BELOW = 1e17;

    private TimeText() {}

    static OptionalLong parse(String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (text.length() >= 10 && text.charAt(4) == '-') {
            return parseIso(text.replace(' ', 'T'));
        }
        try {
            return ofNumber(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong ofNumber(double number) {
        double size = Math.abs(number);
        if (!(size < 1e20)) {
            return OptionalLong.empty();
        }
        if (size < SECONDS_BELOW) {
            return OptionalLong.of(Math.round(number * 1_000));
        }
        if (size < MILLIS_BELOW) {
            return OptionalLong.of(Math.round(number));
        }
        return OptionalLong.of(Math.round(number / (size < MICROS_BELOW ? 1e3 : 1e6)));
    }

    private static OptionalLong parseIso(String text) {
        try {
            if (text.length() == 10) {
                return OptionalLong.of(LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli());
            }
            boolean hasOffset = text.endsWith("Z") || text.indexOf('+', 11) > 0 || text.indexOf('-', 11) > 0;
            return OptionalLong.of(
                    hasOffset
                            ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                            : LocalDateTime.parse(text)
                                    .toInstant(ZoneOffset.UTC)
                                    .toEpochMilli());
        } catch (DateTimeException invalid) {
            return OptionalLong.empty();
        }
    }
}
