package io.candor.http;

import io.candor.serving.Stage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells finished requests as OpenTelemetry spans: one a request, and in one for a slate one a {@link Stage}.
 *
 * <p>Spans are made after the answer from the times that were noted on the way, so that a request that is not sampled costs no
 * more than the decision, and with {@link #OFF} nothing. A W3C {@code traceparent} is continued, and its sampling followed.
 * Spans name route, request id, placement, model, policy and degradation; never a user, an item, a URI or a key. Thread-safe.
 */
public final class RequestTraces {
    /** Tells nothing. */
    public static final RequestTraces OFF = new RequestTraces(TracerProvider.noop(), InstantSource.system(), false);

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("candor.request_id");
    private static final AttributeKey<String> PLACEMENT = AttributeKey.stringKey("candor.placement");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("candor.model");
    private static final AttributeKey<String> POLICY = AttributeKey.stringKey("candor.policy");
    private static final AttributeKey<String> DEGRADED = AttributeKey.stringKey("candor.degraded");

    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final Stage[] STAGES = Stage.values();

    private final Tracer tracer;
    private final InstantSource clock;
    private final boolean on;

    /** Tells them to tracers of a provider, which samples, queues and exports. */
    public RequestTraces(TracerProvider provider, InstantSource clock) {
        this(provider, clock, true);
    }

    private RequestTraces(TracerProvider provider, InstantSource clock, boolean on) {
        this.tracer = provider.get("io.candor");
        this.clock = clock;
        this.on = on;
    }

    boolean on() {
        return on;
    }

    /**
     * Tells a request that is over; does nothing when traces are off.
     *
     * @param status of the answer, 0 when the client did not wait for it
     * @param endNanos when it was over, by the clock of {@link Exchange#startNanos}
     */
    void finished(Exchange exchange, int status, long endNanos) {
        if (!on) {
            return;
        }
        long epochOffset = epochNanos(clock.instant()) - endNanos;
        Context parent = PROPAGATOR.extract(Context.root(), exchange.request(), Headers.INSTANCE);
        Span span = start(name(exchange.route()), parent, SpanKind.SERVER, epochOffset + exchange.startNanos());
        if (span.isRecording()) {
            describe(span, exchange, status);
            SlateTrace slate = exchange.trace();
            if (slate != null) {
                stages(parent.with(span), exchange.startNanos(), slate, epochOffset);
            }
        }
        span.end(epochOffset + endNanos, TimeUnit.NANOSECONDS);
    }

    private void describe(Span span, Exchange exchange, int status) {
        ApiRoute route = exchange.route();
        span.setAttribute(METHOD, exchange.request().method().name());
        if (route != null) {
            span.setAttribute(ROUTE, route.template());
        }
        span.setAttribute(REQUEST_ID, exchange.requestId());
        if (status > 0) {
            span.setAttribute(STATUS, (long) status);
        }
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        SlateTrace slate = exchange.trace();
        if (slate != null) {
            span.setAttribute(PLACEMENT, slate.placement());
            span.setAttribute(MODEL, slate.model());
            span.setAttribute(POLICY, slate.policy());
            if (!slate.degraded().isEmpty()) {
                span.setAttribute(DEGRADED, slate.degraded());
            }
        }
    }

    private void stages(Context request, long startNanos, SlateTrace slate, long epochOffset) {
        long begun = startNanos;
        for (Stage stage : STAGES) {
            long end = slate.endNanos(stage);
            start(stage.wire(), request, SpanKind.INTERNAL, epochOffset + begun)
                    .end(epochOffset + end, TimeUnit.NANOSECONDS);
            begun = end;
        }
    }

    private Span start(String name, Context parent, SpanKind kind, long epochNanos) {
        SpanBuilder span = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind);
        return span.setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS).startSpan();
    }

    private static String name(@Nullable ApiRoute route) {
        return route == null ? "unmatched" : route.method().name() + " " + route.template();
    }

    private static long epochNanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /** The headers of a request. */
    private enum Headers implements TextMapGetter<HttpServerRequest> {
        INSTANCE;

        @Override
        public @Nullable String get(@Nullable HttpServerRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    }
}
