package io.candor.profile;

/**
 * Takes what is to be removed from slates, damped or brought back. Times are epoch milliseconds, {@link Long#MAX_VALUE}
 * for ever. One item may be told several times, with different causes.
 */
public interface SuppressionSink {
    /** The item is removed until then. */
    void item(String itemId, Cause cause, long untilMillis);

    /** All items of the creators of this item are removed until then. */
    void creatorsOf(String itemId, Cause cause, long untilMillis);

    /**
     * Items of the same category, or near it in the space of the factors, keep only {@code factor} of their score.
     *
     * @param factor above 0 to 1
     */
    void similarTo(String itemId, double factor, Cause cause, long untilMillis);

    /**
     * This very item keeps only {@code factor} of its score.
     *
     * @param factor above 0, below 1
     */
    void damp(String itemId, double factor, Cause cause, long untilMillis);

    /** The item was bought repeatedly and is due again. */
    void replenish(String itemId);
}
