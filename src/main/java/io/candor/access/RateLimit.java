package io.candor.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may be done: a bucket that is refilled smoothly.
 *
 * @param perSecond refill a second, 0 to 1,000,000; 0 means without limit
 * @param burst how much the bucket holds, 0 to 1,000,000; 0 means as much as a second refills
 */
public record RateLimit(int perSecond, int burst) {
    public static final RateLimit NONE = new RateLimit(0, 0);

    private static final int MAX = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})/s");

    public RateLimit {
        check("per_second", perSecond);
        check("burst", burst);
    }

    /**
     * Reads a rate such as {@code 50/s}.
     *
     * @throws IllegalArgumentException with text and bound when it is anything else
     */
    public static RateLimit parse(String rate, int burst) {
        Matcher matcher = TEXT.matcher(rate);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("rate must be like 50/s, was \"" + rate + "\"");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), burst);
    }

    public boolean isUnlimited() {
        return perSecond == 0;
    }

    /** Returns how many may come at once. */
    public int capacity() {
        return burst == 0 ? perSecond : burst;
    }

    /** Returns the rate as {@link #parse} reads it. */
    public String format() {
        return perSecond + "/s";
    }

    private static void check(String field, int value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(field + " must be 0 to " + MAX + ", was " + value);
        }
    }
}
