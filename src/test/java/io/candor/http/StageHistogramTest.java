package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.serving.Stage;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StageHistogramTest {
    @Test
    void record_endsOfAllStages_countsTheTimeBetweenThem() {
        StageHistogram histogram = new StageHistogram();
        long[] ends = new long[Stage.values().length];
        long start = -5;
        long end = start;
        for (int i = 0; i < ends.length; i++) {
            end += 10_000L * (i + 1);
            ends[i] = end;
        }
        histogram.record(start, ends);
        histogram.record(start, ends);

        HistogramSnapshot snapshot = histogram.collect();
        assertEquals(Stage.values().length, snapshot.getDataPoints().size());
        for (HistogramDataPointSnapshot point : snapshot.getDataPoints()) {
            int i = Stage.valueOf(point.getLabels().get("stage").toUpperCase(Locale.ROOT))
                    .ordinal();
            assertEquals(2, point.getCount());
            assertEquals(2e-5 * (i + 1), point.getSum(), 1e-12);
            double bound = 1e-5 * (i + 1);
            for (int bucket = 0; bucket < point.getClassicBuckets().size(); bucket++) {
                boolean holds = point.getClassicBuckets().getUpperBound(bucket) >= bound - 1e-12
                        && (bucket == 0 || point.getClassicBuckets().getUpperBound(bucket - 1) < bound - 1e-12);
                assertEquals(
                        holds ? 2 : 0, point.getClassicBuckets().getCount(bucket), "bound " + bound + " at " + bucket);
            }
        }
    }
}
