package io.candor.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Servers with the settings of this project, not yet listening. */
public final class HttpServers {
    /** A cursor of {@code GET …/similar} may take 6 KB of the request line. */
    private static final int MAX_REQUEST_LINE_BYTES = 16 << 10;

    private HttpServers() {}

    /**
     * Returns a server for a router.
     *
     * @param ids of the event loop that the router belongs to
     */
    public static HttpServer create(Vertx vertx, HttpConfig config, Router router, RequestIds ids) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setCompressionSupported(config.compression())
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .invalidRequestHandler(new InvalidRequestHandler(ids, options));
    }
}
