package io.candor.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 14d}. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s?(ms|s|m|h|d)");
    private static final long[] MILLIS = {86_400_000L, 3_600_000L, 60_000L, 1_000L};
    private static final String[] UNITS = {"d", "h", "m", "s"};

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is not digits and a unit, or passes the range of milliseconds
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a duration such as 250ms, 5s, 2m, 1h or 14d, was \"" + text + "\"");
        }
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), millisOf(matcher.group(2))));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("duration is too long, was \"" + text + "\"", e);
        }
    }

    private static long millisOf(String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return MILLIS[i];
            }
        }
        return 1;
    }

    /** Returns the duration, rounded down to milliseconds, in the largest unit that leaves a whole number. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (millis % MILLIS[i] == 0) {
                return millis / MILLIS[i] + UNITS[i];
            }
        }
        return millis + "ms";
    }
}
