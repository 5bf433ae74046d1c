package io.candor.catalog;

/**
 * A half-open interval of time.
 *
 * @param fromMillis first instant inside, epoch milliseconds; {@link Long#MIN_VALUE} when unbounded
 * @param untilMillis first instant after, epoch milliseconds; {@link Long#MAX_VALUE} when unbounded
 */
public record TimeWindow(long fromMillis, long untilMillis) {
    public static final TimeWindow ALWAYS = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeWindow {
        if (fromMillis != Long.MIN_VALUE) {
            ItemRules.checkTime("from", fromMillis);
        }
        if (untilMillis != Long.MAX_VALUE) {
            ItemRules.checkTime("until", untilMillis);
        }
        if (fromMillis >= untilMillis) {
            throw new IllegalArgumentException(
                    "window ends (" + untilMillis + ") before it begins (" + fromMillis + ")");
        }
    }

    public boolean contains(long millis) {
        return fromMillis <= millis && millis < untilMillis;
    }
}
