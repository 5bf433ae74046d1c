package io.candor.training;

import io.candor.dataset.Interactions;
import java.time.Duration;

/**
 * How often items occurred, lately above all: Σ 2^(−(end − t)/half-life) over the occurrences, end the last time in the data.
 * Occurrences without a time count 0; data without any time has no trend. Stateless.
 */
public final class ItemTrend {
    private ItemTrend() {}

    /** Returns one value an item ordinal, not negative. */
    public static float[] of(Interactions interactions, Duration halfLife) {
        double[] sums = new double[interactions.items().size()];
        long end = interactions.lastTime();
        double halfLifeMillis = halfLife.toMillis();
        for (int row = 0; row < interactions.size(); row++) {
            if (interactions.time(row) != Interactions.NO_TIME) {
                sums[interactions.item(row)] += Math.pow(2, (interactions.time(row) - end) / halfLifeMillis);
            }
        }
        float[] trend = new float[sums.length];
        for (int item = 0; item < trend.length; item++) {
            trend[item] = (float) sums[item];
        }
        return trend;
    }
}
