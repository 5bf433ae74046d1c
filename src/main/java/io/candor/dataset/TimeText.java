package io.candor.dataset;

import io.candor.catalog.Timestamps;
import java.util.OptionalLong;

/**
 * A time as files write it → epoch milliseconds.
 *
 * <p>A number is taken for seconds, milliseconds, microseconds or nanoseconds by its magnitude: below 10¹¹, 10¹⁴, 10¹⁷ or
 * above, which is unambiguous for times after March 1973 in any unit but seconds, and rounded to the nearest millisecond.
 * Text is read as {@link Timestamps} does, with a space allowed for the {@code T}.
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
            return Timestamps.parse(text.replace(' ', 'T'));
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
}
