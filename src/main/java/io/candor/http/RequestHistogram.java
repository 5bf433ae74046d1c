package io.candor.http;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Durations of requests by route and class of status: {@code candor_http_request_duration_seconds}.
 *
 * <p>A flat array of adders, one a (route, class, bucket), so that recording is a search among 14 bounds and two additions,
 * without allocation. Thread-safe.
 */
final class RequestHistogram implements Collector {
    static final String NAME = "candor_http_request_duration_seconds";
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, Double.POSITIVE_INFINITY
    };
    private static final String[] CLASSES = {"aborted", "1xx", "2xx", "3xx", "4xx", "5xx"};
    private static final ApiRoute[] ROUTES = ApiRoute.values();

    private final long[] boundNanos = new long[BOUNDS.length - 1];
    private final LongAdder[] counts = adders((ROUTES.length + 1) * CLASSES.length * BOUNDS.length);
    private final LongAdder[] nanos = adders((ROUTES.length + 1) * CLASSES.length);

    RequestHistogram() {
        for (int i = 0; i < boundNanos.length; i++) {
            boundNanos[i] = Math.round(BOUNDS[i] * TimeUnit.SECONDS.toNanos(1));
        }
    }

    /**
     * Counts a request.
     *
     * @param route null when none matched
     * @param status of the answer, 0 when the client did not wait for one
     */
    void record(@Nullable ApiRoute route, int status, long durationNanos) {
        int series = series(route == null ? ROUTES.length : route.ordinal(), Math.clamp(status / 100, 0, 5));
        int bucket = 0;
        while (bucket < boundNanos.length && durationNanos > boundNanos[bucket]) {
            bucket++;
        }
        counts[series * BOUNDS.length + bucket].increment();
        nanos[series].add(durationNanos);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                .name(NAME)
                .help("Time from the first byte of a request to the last byte of its answer");
        for (int route = 0; route <= ROUTES.length; route++) {
            for (int status = 0; status < CLASSES.length; status++) {
                long[] buckets = buckets(series(route, status));
                if (Arrays.stream(buckets).sum() > 0) {
                    snapshot.dataPoint(point(route, status, buckets));
                }
            }
        }
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }

    private HistogramDataPointSnapshot point(int route, int status, long[] buckets) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, buckets))
                .sum(nanos[series(route, status)].sum() / (double) TimeUnit.SECONDS.toNanos(1))
                .labels(labels(route, CLASSES[status]))
                .build();
    }

    private static Labels labels(int route, String status) {
        return route == ROUTES.length
                ? Labels.of("method", "", "route", "unmatched", "status", status)
                : Labels.of(
                        "method", ROUTES[route].method().name(), "route", ROUTES[route].template(), "status", status);
    }

    private long[] buckets(int series) {
        long[] buckets = new long[BOUNDS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = counts[series * BOUNDS.length + i].sum();
        }
        return buckets;
    }

    private static int series(int route, int status) {
        return route * CLASSES.length + status;
    }

    private static LongAdder[] adders(int n) {
        return Stream.generate(LongAdder::new).limit(n).toArray(LongAdder[]::new);
    }
}
