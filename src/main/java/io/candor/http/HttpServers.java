package io.candor.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Servers with the settings of this project, not yet listening. */
public final class HttpServers {
    /** A cursor of {@code GET …/similar} may take 6 KB of the request line. */
    private static final int MAX_REQUEST_LINE_BYTES = 16 << 10;

    static {
        // There are none here, and their handler fails, with a stack trace in the log, on who pipelines more than 128
        // requests.
        System.setProperty("vertx.disableWebsockets", "true");
    }

    private HttpServers() {}

    /** Returns the server of the API of one event loop, which must be the calling one. */
    public static HttpServer api(
            Vertx vertx, HttpConfig config, ApiServices services, ApiRuntime runtime, Consumer<Router> moreRoutes) {
        HttpLimits limits = config.limits();
        Admission admission =
                new Admission(limits.maxInFlight(), limits.maxSlates(), config.requestDeadline(), runtime.metrics());
        Connections connections = new Connections(vertx, config, runtime);
        AccessLog accessLog = new AccessLog(config.accessLogSample());
        RequestGate gate = new RequestGate(limits.maxInFlight(), admission, connections, runtime, accessLog);
        Router router = ApiRouter.create(vertx, config, services, runtime, gate);
        moreRoutes.accept(router);
        return create(vertx, config, runtime.ids())
                .requestHandler(new Entrance(vertx, router, admission, connections, runtime))
                .connectionHandler(connections);
    }

    /**
     * Returns the server of health and metrics.
     *
     * @param readiness asked on every call of {@code /health/ready}; must not block
     */
    public static HttpServer management(
            Vertx vertx, HttpConfig config, Supplier<Readiness> readiness, ApiRuntime runtime) {
        return create(vertx, config, runtime.ids()).requestHandler(ManagementRouter.create(vertx, readiness, runtime));
    }

    private static HttpServer create(Vertx vertx, HttpConfig config, RequestIds ids) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setCompressionSupported(config.compression())
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options).invalidRequestHandler(new InvalidRequestHandler(ids, options));
    }
}
