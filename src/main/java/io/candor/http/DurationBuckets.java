package io.candor.http;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Durations of a fixed number of series, in buckets.
 *
 * <p>A flat array of adders, one a (series, bucket), so that recording is a search among a few bounds and two additions,
 * without allocation. Thread-safe.
 */
final class DurationBuckets {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double[] bounds;
    private final long[] boundNanos;
    private final LongAdder[] counts;
    private final LongAdder[] nanos;

    /** @param boundSeconds ascending upper bounds; a last one of infinity is added */
    DurationBuckets(int series, double... boundSeconds) {
        bounds = new double[boundSeconds.length + 1];
        boundNanos = new long[boundSeconds.length];
        for (int i = 0; i < boundNanos.length; i++) {
            bounds[i] = boundSeconds[i];
            boundNanos[i] = Math.round(boundSeconds[i] * NANOS);
        }
        bounds[boundNanos.length] = Double.POSITIVE_INFINITY;
        counts = adders(series * bounds.length);
        nanos = adders(series);
    }

    void record(int series, long durationNanos) {
        int bucket = 0;
        while (bucket < boundNanos.length && durationNanos > boundNanos[bucket]) {
            bucket++;
        }
        counts[series * bounds.length + bucket].increment();
        nanos[series].add(durationNanos);
    }

    /** Adds a series to a snapshot, unless it has recorded nothing. */
    void addTo(HistogramSnapshot.Builder snapshot, int series, Labels labels) {
        long[] buckets = new long[bounds.length];
        long all = 0;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = counts[series * bounds.length + i].sum();
            all += buckets[i];
        }
        if (all > 0) {
            snapshot.dataPoint(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, buckets))
                    .sum(nanos[series].sum() / NANOS)
                    .labels(labels)
                    .build());
        }
    }

    private static LongAdder[] adders(int n) {
        return Stream.generate(LongAdder::new).limit(n).toArray(LongAdder[]::new);
    }
}
