package io.candor.http;

import io.candor.serving.Stage;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** Durations of the stages of slates: {@code candor_stage_duration_seconds}. Thread-safe; recording allocates nothing. */
final class StageHistogram implements Collector {
    static final String NAME = "candor_stage_duration_seconds";
    private static final Stage[] STAGES = Stage.values();

    private final DurationBuckets durations = new DurationBuckets(
            STAGES.length,
            0.00001,
            0.00002,
            0.00005,
            0.0001,
            0.0002,
            0.0005,
            0.001,
            0.002,
            0.005,
            0.01,
            0.05,
            0.1,
            0.5);

    /**
     * Counts the stages of a slate.
     *
     * @param startNanos when its request began
     * @param ends when each stage ended, by ordinal; not modified
     */
    void record(long startNanos, long[] ends) {
        long begun = startNanos;
        for (int i = 0; i < STAGES.length; i++) {
            durations.record(i, ends[i] - begun);
            begun = ends[i];
        }
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(NAME).help("Time that the stages of a slate took");
        for (Stage stage : STAGES) {
            durations.addTo(snapshot, stage.ordinal(), Labels.of("stage", stage.wire()));
        }
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }
}
