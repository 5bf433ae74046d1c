package io.candor.app;

import java.net.URI;
import java.util.Optional;

/**
 * Section {@code tracing}: whether requests are told to an OpenTelemetry collector.
 *
 * @param endpoint where spans go, OTLP over HTTP, with the path: {@code http://127.0.0.1:4318/v1/traces}; absent, there are none
 * @param sampleRatio share of requests without a {@code traceparent} that are told, 0 to 1; with one, its flag decides
 * @param maxQueue spans that wait for the collector, 512 to 1,000,000; further ones are dropped
 */
public record TracingConfig(Optional<URI> endpoint, double sampleRatio, int maxQueue) {
    private static final int LEAST_QUEUE = 512;
    private static final int MOST_QUEUE = 1_000_000;

    public TracingConfig {
        endpoint.ifPresent(TracingConfig::checkEndpoint);
        if (!(sampleRatio >= 0 && sampleRatio <= 1)) {
            throw new IllegalArgumentException("sample_ratio must be in 0..1, was " + sampleRatio);
        }
        if (maxQueue < LEAST_QUEUE || maxQueue > MOST_QUEUE) {
            throw new IllegalArgumentException(
                    "max_queue must be in " + LEAST_QUEUE + ".." + MOST_QUEUE + ", was " + maxQueue);
        }
    }

    public static TracingConfig defaults() {
        return new TracingConfig(Optional.empty(), 0.01, 4_096);
    }

    private static void checkEndpoint(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "endpoint must be like http://127.0.0.1:4318/v1/traces, without a user, its scheme was "
                            + uri.getScheme());
        }
    }
}
