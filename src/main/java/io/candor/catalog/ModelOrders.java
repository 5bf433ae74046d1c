package io.candor.catalog;

import io.candor.math.FloatColumn;
import io.candor.math.FloatOrder;
import java.util.Arrays;

/**
 * The model's rows by popularity and by trend, those without left out; shared, not to be modified.
 *
 * @param byPopularity by falling occurrences, ties by ordinal
 * @param byTrend by falling decayed occurrences, ties by ordinal
 */
@SuppressWarnings("ArrayRecordComponent")
record ModelOrders(int[] byPopularity, int[] byTrend) {
    static ModelOrders of(ModelItems model) {
        return new ModelOrders(positives(model.popularity()), positives(model.trend()));
    }

    private static int[] positives(FloatColumn column) {
        float[] values = new float[column.size()];
        int positive = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = column.at(i) > 0 ? column.at(i) : 0;
            positive += values[i] > 0 ? 1 : 0;
        }
        return Arrays.copyOf(FloatOrder.descending(values), positive);
    }
}
