package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The first handler of a request, which gives it its id and counts it in and out, and the one after its body was read, which works on it
 * or refuses it (OVERLOADED). Its counter belongs to one event loop and needs no lock.
 */
final class RequestGate implements Handler<RoutingContext> {
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private final int maxArriving;
    private final Admission admission;
    private final Connections connections;
    private final ApiRuntime runtime;
    private final AccessLog accessLog;
    private int arriving;

    /** @param maxArriving requests that are read at a time */
    RequestGate(
            int maxArriving, Admission admission, Connections connections, ApiRuntime runtime, AccessLog accessLog) {
        this.maxArriving = maxArriving;
        this.admission = admission;
        this.connections = connections;
        this.runtime = runtime;
        this.accessLog = accessLog;
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
        connections.begin(context.request().connection(), exchange);
        arriving++;
        if (arriving > maxArriving && !connections.refuseSlowest()) {
            context.fail(admission.refuse());
        } else {
            context.next();
        }
    }

    /** Works on a request that has arrived as a whole, or refuses it. */
    void admit(RoutingContext context) {
        if (context.response().ended()) {
            // It was refused while it was arriving.
            return;
        }
        Exchange exchange = Exchange.of(context);
        if (admission.hasRoom(exchange.priority())) {
            arriving--;
            exchange.received(runtime.nanoTime().getAsLong());
            admission.begin(exchange.priority());
            context.next();
        } else {
            context.fail(admission.refuse());
        }
    }

    /** Called once a request; the status is 0 when the client did not wait for the answer. */
    void close(Exchange exchange, int status) {
        long now = runtime.nanoTime().getAsLong();
        connections.end(exchange, now);
        if (exchange.isReceived()) {
            admission.end(exchange.priority(), exchange.receivedNanos(), now);
        } else {
            arriving--;
        }
        long nanos = now - exchange.startNanos();
        runtime.metrics().end(exchange.route(), status, nanos);
        accessLog.record(exchange, status, nanos);
        runtime.traces().finished(exchange, status, now);
    }
}
