package io.candor.storage;

import io.candor.config.DurationText;
import java.time.Duration;

/**
 * How long rows are kept, in whole days.
 *
 * @param decisions slates and their impressions, 1 d to 3,650 d
 * @param events what people did, 1 d to 36,500 d, or 0 for ever
 */
public record RetentionConfig(Duration decisions, Duration events) {
    public RetentionConfig {
        checkDays("decisions", decisions, 3_650);
        if (!events.isZero()) {
            checkDays("events", events, 36_500);
        }
    }

    public static RetentionConfig defaults() {
        return new RetentionConfig(Duration.ofDays(30), Duration.ZERO);
    }

    private static void checkDays(String name, Duration value, int most) {
        long days = value.toDays();
        if (days < 1 || days > most || !value.equals(Duration.ofDays(days))) {
            throw new IllegalArgumentException(
                    name + " must be whole days, 1d to " + most + "d, was " + DurationText.format(value));
        }
    }
}
