package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Asks whether a PostgreSQL answers at all, on a connection of its own that can be given up: the driver's cannot while the
 * server keeps silent, and then neither a pool nor Vert.x itself can ever be closed.
 *
 * <p>Source: PostgreSQL documentation, "Message Formats", SSLRequest: eight bytes, which a server answers with one.
 */
final class ServerProbe {
    private static final int LENGTH = 8;
    private static final int SSL_REQUEST = 80877103;

    private ServerProbe() {}

    /** Succeeds when the server has answered; fails when it has not within the time, or does not take the connection. */
    static Future<Void> answers(Vertx vertx, String host, int port, long millis) {
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) millis));
        return client.connect(port, host)
                .compose(ServerProbe::ask)
                .timeout(millis, TimeUnit.MILLISECONDS)
                .eventually(client::close);
    }

    private static Future<Void> ask(NetSocket socket) {
        Promise<Void> answered = Promise.promise();
        socket.handler(_ -> answered.tryComplete());
        socket.exceptionHandler(answered::tryFail);
        socket.closeHandler(_ -> answered.tryFail(new IOException("the connection was closed without an answer")));
        socket.write(Buffer.buffer(LENGTH).appendInt(LENGTH).appendInt(SSL_REQUEST))
                .onFailure(answered::tryFail);
        return answered.future();
    }
}
