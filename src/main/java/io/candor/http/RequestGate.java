package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The first handler: gives the request its id, counts it in and out, and refuses it (OVERLOADED) when too many are under
 * way, before any of its body is read. Its counter belongs to one event loop and needs no lock.
 */
final class RequestGate implements Handler<RoutingContext> {
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private final int maxInFlight;
    private final ApiRuntime runtime;
    private final AccessLog accessLog;
    private final CandorException overloaded;
    private int inFlight;

    RequestGate(int maxInFlight, ApiRuntime runtime, AccessLog accessLog) {
        this.maxInFlight = maxInFlight;
        this.runtime = runtime;
        this.accessLog = accessLog;
        this.overloaded = new CandorException(
                ErrorCode.OVERLOADED, "more than " + maxInFlight + " requests are under way here, try again later");
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = new Exchange(
                this, context, runtime.ids().next(), runtime.nanoTime().getAsLong());
        context.response().putHeader(REQUEST_ID, exchange.requestId());
        if (runtime.draining().begun() && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
        context.addEndHandler(exchange);
        runtime.metrics().begin();
        inFlight++;
        if (inFlight > maxInFlight) {
            runtime.metrics().shed();
            context.fail(overloaded);
        } else {
            context.next();
        }
    }

    /** Called once a request; the status is 0 when the client did not wait for the answer. */
    void close(Exchange exchange, int status) {
        inFlight--;
        long end = runtime.nanoTime().getAsLong();
        long nanos = end - exchange.startNanos();
        runtime.metrics().end(exchange.route(), status, nanos);
        accessLog.record(exchange, status, nanos);
        runtime.traces().finished(exchange, status, end);
    }
}
