package io.candor.http;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Slates by experiment and arm: {@code candor_slates_assigned_total}.
 *
 * <p>Bounded: arms of experiments that are no longer there are forgotten with the next look, and beyond {@link #MAX_ARMS} arms
 * all others count together, as {@value #OTHER}. Thread-safe; counting takes no lock but for the first slate of an arm, and once
 * after each look when there are too many arms.
 */
final class ArmCounts implements Collector {
    static final String NAME = "candor_slates_assigned";
    static final String OTHER = "other";
    static final int MAX_ARMS = 500;

    private final Supplier<Set<String>> experiments;
    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();
    private final LongAdder others = new LongAdder();
    private volatile boolean full;

    /** @param experiments the ids of those that there are now; asked on every look */
    ArmCounts(Supplier<Set<String>> experiments) {
        this.experiments = experiments;
    }

    /**
     * Counts a slate.
     *
     * @param arms of the slate, by experiment
     */
    void record(Map<String, String> arms) {
        if (!arms.isEmpty()) {
            arms.forEach(this::record);
        }
    }

    private void record(String experiment, String arm) {
        Map<String, LongAdder> known = counts.get(experiment);
        LongAdder count = known == null ? null : known.get(arm);
        (count != null ? count : full ? others : begin(experiment, arm)).increment();
    }

    private synchronized LongAdder begin(String experiment, String arm) {
        full = counts.values().stream().mapToInt(Map::size).sum() >= MAX_ARMS;
        return full
                ? others
                : counts.computeIfAbsent(experiment, id -> new ConcurrentHashMap<>())
                        .computeIfAbsent(arm, id -> new LongAdder());
    }

    @Override
    public CounterSnapshot collect() {
        counts.keySet().retainAll(experiments.get());
        full = false;
        CounterSnapshot.Builder snapshot =
                CounterSnapshot.builder().name(NAME).help("Slates by experiment and arm, forced ones included");
        counts.forEach((experiment, arms) ->
                arms.forEach((arm, count) -> snapshot.dataPoint(point(experiment, arm, (double) count.sum()))));
        if (others.sum() > 0) {
            snapshot.dataPoint(point(OTHER, OTHER, (double) others.sum()));
        }
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }

    private static CounterDataPointSnapshot point(String experiment, String arm, double value) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of("experiment", experiment, "arm", arm))
                .value(value)
                .build();
    }
}
