package io.candor.http;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Durations of requests by route and class of status: {@code candor_http_request_duration_seconds}. Thread-safe; recording
 * allocates nothing.
 */
final class RequestHistogram implements Collector {
    static final String NAME = "candor_http_request_duration_seconds";
    private static final String[] CLASSES = {"aborted", "1xx", "2xx", "3xx", "4xx", "5xx"};
    private static final ApiRoute[] ROUTES = ApiRoute.values();

    private final DurationBuckets durations = new DurationBuckets(
            (ROUTES.length + 1) * CLASSES.length,
            0.0005,
            0.001,
            0.002,
            0.005,
            0.01,
            0.02,
            0.05,
            0.1,
            0.2,
            0.5,
            1,
            2,
            5);

    /**
     * Counts a request.
     *
     * @param route null when none matched
     * @param status of the answer, 0 when the client did not wait for one
     */
    void record(@Nullable ApiRoute route, int status, long durationNanos) {
        int row = route == null ? ROUTES.length : route.ordinal();
        durations.record(series(row, Math.clamp(status / 100, 0, 5)), durationNanos);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                .name(NAME)
                .help("Time from the first byte of a request to the last byte of its answer");
        for (int route = 0; route <= ROUTES.length; route++) {
            for (int status = 0; status < CLASSES.length; status++) {
                durations.addTo(snapshot, series(route, status), labels(route, CLASSES[status]));
            }
        }
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }

    private static Labels labels(int route, String status) {
        return route == ROUTES.length
                ? Labels.of("method", "", "route", "unmatched", "status", status)
                : Labels.of(
                        "method", ROUTES[route].method().name(), "route", ROUTES[route].template(), "status", status);
    }

    private static int series(int route, int status) {
        return route * CLASSES.length + status;
    }
}
