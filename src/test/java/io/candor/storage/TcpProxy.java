package io.candor.storage;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a PostgreSQL: takes connections and lets the first of them wait for ever without a word, as a server does
 * that does not get to run; passes later ones on.
 */
final class TcpProxy implements AutoCloseable {
    private final Vertx vertx;
    private final DatabaseAddress target;
    private final int silent;
    private final NetServer server;
    private final AtomicInteger accepted = new AtomicInteger();

    private TcpProxy(Vertx vertx, DatabaseAddress target, int silent) {
        this.vertx = vertx;
        this.target = target;
        this.silent = silent;
        this.server = vertx.createNetServer().connectHandler(this::accept);
    }

    /** Begins to listen on a port of its own; 0 for any. */
    static TcpProxy listen(Vertx vertx, DatabaseAddress target, int silentConnections, int port) {
        TcpProxy proxy = new TcpProxy(vertx, target, silentConnections);
        proxy.server.listen(port, "127.0.0.1").await();
        return proxy;
    }

    private void accept(NetSocket client) {
        if (accepted.incrementAndGet() <= silent) {
            return;
        }
        client.pause();
        vertx.createNetClient()
                .connect(target.uri().getPort(), target.uri().getHost())
                .onFailure(_ -> client.close())
                .onSuccess(upstream -> {
                    client.pipeTo(upstream);
                    upstream.pipeTo(client);
                });
    }

    /** Returns where clients find it. */
    DatabaseAddress address() {
        URI uri = target.uri();
        return new DatabaseAddress(
                URI.create(uri.getScheme() + "://" + uri.getRawUserInfo() + "@127.0.0.1:" + server.actualPort()
                        + uri.getRawPath()),
                target.password());
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        server.close().await();
    }
}
