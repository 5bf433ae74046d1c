package io.candor.storage;

/**
 * Section {@code feedback}: how much of what people did is read and kept.
 *
 * @param profileSignals newest signals (clicks, ratings, purchases, …) a profile is made from, 1 to 100,000
 * @param profileImpressions newest impressions, views and scrolls a profile is made from, 0 to 100,000
 * @param retention how long rows are kept
 */
public record FeedbackConfig(int profileSignals, int profileImpressions, RetentionConfig retention) {
    private static final int MOST = 100_000;

    public FeedbackConfig {
        check("profile_signals", profileSignals, 1);
        check("profile_impressions", profileImpressions, 0);
    }

    public static FeedbackConfig defaults() {
        return new FeedbackConfig(5000, 1000, RetentionConfig.defaults());
    }

    private static void check(String name, int value, int min) {
        if (value < min || value > MOST) {
            throw new IllegalArgumentException(name + " must be in " + min + ".." + MOST + ", was " + value);
        }
    }
}
