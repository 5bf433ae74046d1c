package io.candor.http;

import io.candor.access.ApiKey;
import io.candor.access.KeyKind;
import io.candor.error.CandorException;
import io.candor.experiment.AuditEntry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What is known of one request from its beginning to the end of its answer. Belongs to its event loop. */
final class Exchange implements Handler<AsyncResult<Void>> {
    private static final String KEY = "candor.exchange";

    private final RequestGate gate;
    private final RoutingContext context;
    private final String requestId;
    private final long startNanos;
    private final Priority priority;
    private boolean received;
    private long receivedNanos;
    private @Nullable ApiRoute route;
    private @Nullable ApiKey key;
    private @Nullable SlateTrace trace;
    private long bodyLimitBytes = Long.MAX_VALUE;

    Exchange(RequestGate gate, RoutingContext context, String requestId, long startNanos) {
        this.gate = gate;
        this.context = context;
        this.requestId = requestId;
        this.startNanos = startNanos;
        this.receivedNanos = startNanos;
        String path = context.request().path();
        this.priority = path == null ? Priority.REST : Priority.of(path);
        context.put(KEY, this);
    }

    /** Returns the exchange of a request, or null when it was refused before it could begin. */
    static @Nullable Exchange find(RoutingContext context) {
        return context.get(KEY);
    }

    /**
     * Returns the exchange of a request.
     *
     * @throws IllegalStateException when it has not begun
     */
    static Exchange of(RoutingContext context) {
        Exchange exchange = find(context);
        if (exchange == null) {
            throw new IllegalStateException("the request did not pass the gate");
        }
        return exchange;
    }

    String requestId() {
        return requestId;
    }

    long startNanos() {
        return startNanos;
    }

    Priority priority() {
        return priority;
    }

    HttpConnection connection() {
        return context.request().connection();
    }

    /** Returns whether it has arrived as a whole, and is worked on. */
    boolean isReceived() {
        return received;
    }

    /** Returns since when it has been worked on, which its deadline counts from: a slow sender is not held against us. */
    long receivedNanos() {
        return receivedNanos;
    }

    void received(long nowNanos) {
        received = true;
        receivedNanos = nowNanos;
    }

    /** Answers with a problem. */
    void fail(CandorException problem) {
        context.fail(problem);
    }

    @Nullable
    ApiRoute route() {
        return route;
    }

    HttpServerRequest request() {
        return context.request();
    }

    /** Returns what a trace tells of the slate, null when there is none, or no trace. */
    @Nullable
    SlateTrace trace() {
        return trace;
    }

    void traced(SlateTrace slate) {
        trace = slate;
    }

    void matched(ApiRoute matchedRoute) {
        route = matchedRoute;
    }

    void authenticated(ApiKey authenticated) {
        key = authenticated;
    }

    /** Returns who asks, for the record: the name and the id of the key, or that there are no keys. */
    String actor() {
        if (key == null) {
            return AuditEntry.ANYBODY;
        }
        return key.name().isEmpty() ? key.id() : key.name() + " (" + key.id() + ")";
    }

    /** Returns whether the request may do what needs a key of that kind; any request may while there are no keys. */
    boolean may(KeyKind least) {
        return key == null || key.kind().covers(least);
    }

    /** Returns the bound of the body, for the message when it is passed. */
    long bodyLimitBytes() {
        return bodyLimitBytes;
    }

    void bodyLimitBytes(long bytes) {
        bodyLimitBytes = bytes;
    }

    /** The answer is through, or the client is gone. */
    @Override
    public void handle(AsyncResult<Void> result) {
        gate.close(this, result.succeeded() ? context.response().getStatusCode() : 0);
    }
}
