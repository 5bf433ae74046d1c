package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ItemTrendTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void of_occurrences_halvesEachByItsAge() {
        InteractionsBuilder rows = new InteractionsBuilder();
        rows.add("u", "x", 5, 100 * DAY);
        rows.add("v", "x", 1, 90 * DAY);
        rows.add("u", "y", 5, 80 * DAY);
        rows.add("v", "y", 5, 95 * DAY);
        rows.add("w", "z", 5, Interactions.NO_TIME);

        float[] trend = ItemTrend.of(rows.build(), Duration.ofDays(10));

        assertArrayEquals(new float[] {1.5f, (float) (0.25 + Math.sqrt(0.5)), 0}, trend, 1e-6f);
    }

    @Test
    void of_noTimes_isZero() {
        InteractionsBuilder rows = new InteractionsBuilder();
        rows.add("u", "x", 1, Interactions.NO_TIME);

        assertArrayEquals(new float[] {0}, ItemTrend.of(rows.build(), Duration.ofDays(1)));
    }
}
