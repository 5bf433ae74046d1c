package io.candor.verticle;

import io.candor.http.ApiRuntime;
import io.candor.http.HttpConfig;
import io.candor.http.HttpServers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The API on one event loop; all instances listen on one port. */
public final class HttpVerticle extends VerticleBase {
    /** Tells Vert.x to take one free port for all instances of a deployment. */
    private static final int ONE_FREE_PORT = -1;

    private final HttpConfig config;
    private final ApiRuntime runtime;
    private final BusServices services;
    private final LoopRoster roster;
    private final Consumer<Router> moreRoutes;
    private final IntConsumer listening;
    private @Nullable HttpServer server;

    /**
     * Creates the verticle of one event loop.
     *
     * @param moreRoutes may add to the finished router of this loop; a server that is not measured has none
     * @param listening is told the port
     */
    public HttpVerticle(
            HttpConfig config,
            ApiRuntime runtime,
            BusServices services,
            LoopRoster roster,
            Consumer<Router> moreRoutes,
            IntConsumer listening) {
        this.config = config;
        this.runtime = runtime;
        this.services = services;
        this.roster = roster;
        this.moreRoutes = moreRoutes;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        roster.join("http");
        HttpServer created = HttpServers.api(vertx, config, services.onThisLoop(vertx), runtime, moreRoutes);
        server = created;
        int port = config.port() == 0 ? ONE_FREE_PORT : config.port();
        return created.listen(port, config.host()).onSuccess(bound -> listening.accept(bound.actualPort()));
    }

    @Override
    public Future<?> stop() {
        HttpServer running = server;
        return running == null
                ? Future.succeededFuture()
                : running.shutdown(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
