package io.candor.app;

import io.candor.http.RequestTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Traces of requests, exported by OTLP over HTTP on a thread of their own: spans wait in a bounded queue, and are dropped when
 * it is full or the collector does not take them. Thread-safe.
 */
final class Tracing implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BATCH = 512;
    private static final long FLUSH_SECONDS = 3;

    private final Optional<SdkTracerProvider> provider;
    private final RequestTraces traces;

    Tracing(TracingConfig config, InstantSource clock) {
        this.provider = config.endpoint().map(endpoint -> provider(endpoint, config));
        this.traces = provider.map(tracers -> new RequestTraces(tracers, clock)).orElse(RequestTraces.OFF);
    }

    private static SdkTracerProvider provider(URI endpoint, TracingConfig config) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(PATIENCE)
                .setMeterProvider(MeterProvider.noop())
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "candor"))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sampleRatio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(EVERY)
                        .setExporterTimeout(PATIENCE)
                        .setMaxQueueSize(config.maxQueue())
                        .setMaxExportBatchSize(BATCH)
                        .build())
                .build();
    }

    RequestTraces requests() {
        return traces;
    }

    /** Sends what waits, if the collector takes it soon. */
    @Override
    public void close() {
        provider.ifPresent(tracers -> tracers.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS));
    }
}
