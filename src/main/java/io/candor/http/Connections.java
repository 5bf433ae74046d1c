package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one event loop, the longest unused first: at most so many, and none that only pretends to be used.
 *
 * <p>Whoever has not sent a whole request within the idle time is cut off, however many bytes came: told so
 * (REQUEST_TOO_SLOW) when the head had arrived. When there is no room for a new connection, the one that has been waiting longest for
 * its next request gives way; when all are busy, the new one is closed. A request that takes longer than a second to arrive likewise
 * gives way when too many are arriving. Belongs to one event loop.
 */
final class Connections implements Handler<HttpConnection> {
    private static final long LOOK_MILLIS = 1_000;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final int max;
    private final Duration idle;
    private final LongSupplier nanoTime;
    private final HttpMetrics metrics;
    private final CandorException tooSlow;
    private final Map<HttpConnection, Use> byUse = new LinkedHashMap<>(64, 0.75f, true);
    private boolean looking;

    /** The request that a connection is busy with, if any, and since when that has been so. */
    private static final class Use {
        private @Nullable Exchange exchange;
        private long sinceNanos;
    }

    Connections(Vertx vertx, HttpConfig config, ApiRuntime runtime) {
        this.vertx = vertx;
        this.max = config.limits().maxConnections();
        this.idle = config.idleTimeout();
        this.nanoTime = runtime.nanoTime();
        this.metrics = runtime.metrics();
        this.tooSlow = new CandorException(
                ErrorCode.REQUEST_TOO_SLOW,
                "the request did not arrive as a whole in time, at most " + idle.toMillis() + " ms");
    }

    @Override
    public void handle(HttpConnection connection) {
        if (!looking) {
            looking = true;
            vertx.setPeriodic(LOOK_MILLIS, timer -> look());
        }
        if (byUse.size() >= max && !makeRoom()) {
            metrics.connectionDropped();
            connection.close();
            return;
        }
        Use use = new Use();
        use.sinceNanos = nanoTime.getAsLong();
        byUse.put(connection, use);
        metrics.connections(1);
        connection.closeHandler(closed -> forget(connection));
    }

    private void forget(HttpConnection connection) {
        if (byUse.remove(connection) != null) {
            metrics.connections(-1);
        }
    }

    /** Notes that a connection has brought a request, though one that was refused at the door. */
    void used(HttpConnection connection) {
        Use use = byUse.get(connection);
        if (use != null) {
            use.sinceNanos = nanoTime.getAsLong();
        }
    }

    /** Notes that a request begins. */
    void begin(HttpConnection connection, Exchange exchange) {
        Use use = byUse.get(connection);
        if (use != null) {
            use.exchange = exchange;
            use.sinceNanos = exchange.startNanos();
        }
    }

    /** Notes that a request has been answered; the next one on the connection may have begun already. */
    void end(Exchange exchange, long nowNanos) {
        Use use = byUse.get(exchange.connection());
        if (use != null && use.exchange == exchange) {
            use.exchange = null;
            use.sinceNanos = nowNanos;
        }
    }

    /** Cuts off who is idle, or still sending, for too long. */
    private void look() {
        long before = nanoTime.getAsLong() - idle.toNanos();
        List<Map.Entry<HttpConnection, Use>> late = new ArrayList<>();
        for (Map.Entry<HttpConnection, Use> entry : byUse.entrySet()) {
            if (entry.getValue().sinceNanos - before > 0) {
                break;
            }
            late.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        for (Map.Entry<HttpConnection, Use> entry : late) {
            Exchange exchange = entry.getValue().exchange;
            if (exchange == null) {
                drop(entry.getKey());
            } else if (!exchange.isReceived()) {
                exchange.fail(tooSlow);
            }
        }
    }

    private boolean makeRoom() {
        for (Map.Entry<HttpConnection, Use> entry : byUse.entrySet()) {
            if (entry.getValue().exchange == null) {
                drop(entry.getKey());
                return true;
            }
        }
        return false;
    }

    private void drop(HttpConnection connection) {
        forget(connection);
        metrics.connectionDropped();
        connection.close();
    }

    /** Refuses the request that has been arriving longest; returns whether there was one that took longer than others do. */
    boolean refuseSlowest() {
        long before = nanoTime.getAsLong() - SLOW_NANOS;
        for (Use use : byUse.values()) {
            if (use.sinceNanos - before >= 0) {
                return false;
            }
            Exchange exchange = use.exchange;
            if (exchange != null && !exchange.isReceived()) {
                exchange.fail(tooSlow);
                return true;
            }
        }
        return false;
    }
}
