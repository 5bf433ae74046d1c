package io.candor.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Servers with the settings of this project, not yet listening. */
public final class HttpServers {
    private HttpServers() {}

    public static HttpServer create(Vertx vertx, HttpConfig config, Router router) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setCompressionSupported(config.compression())
                .setTcpNoDelay(true);
        return vertx.createHttpServer(options).requestHandler(router);
    }
}
