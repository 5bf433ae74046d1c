package io.candor.app;

import io.candor.http.Draining;
import io.candor.http.Readiness;
import io.candor.serving.CurrentModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A running server. Thread-safe. */
public final class Application {
    private static final Logger LOG = LogManager.getLogger();

    private final CandorConfig config;
    private final Vertx vertx;
    private final Stores stores;
    private final CurrentModel models;
    private final Draining draining;
    private final Ports ports;
    private final Deployments deployments;

    /**
     * Where it listens.
     *
     * @param api port of the API
     * @param management port of health and metrics
     */
    public record Ports(int api, int management) {}

    /** Deployment ids: the HTTP verticles, and the others in the order in which they are to be stopped. */
    record Deployments(String http, String retrieval, String ranking, String model) {}

    Application(
            CandorConfig config,
            Vertx vertx,
            Stores stores,
            CurrentModel models,
            Draining draining,
            Ports ports,
            Deployments deployments) {
        this.config = config;
        this.vertx = vertx;
        this.stores = stores;
        this.models = models;
        this.draining = draining;
        this.ports = ports;
        this.deployments = deployments;
    }

    public Ports ports() {
        return ports;
    }

    public Readiness readiness() {
        return readiness(models);
    }

    static Readiness readiness(CurrentModel models) {
        return models.peek().isPresent() ? Readiness.READY : Readiness.notReady("no model has been loaded yet");
    }

    /**
     * Stops in order: refuses readiness, lets balancers notice, finishes open requests, then stops the other verticles and the
     * database. Completes when everything is down; never called from an event loop and waited for there.
     */
    public Future<Void> stop() {
        LOG.info("stopping");
        draining.begin();
        long graceMillis = Math.max(1, config.http().drainGrace().toMillis());
        return vertx.timer(graceMillis, TimeUnit.MILLISECONDS)
                .compose(waited -> undeploy(deployments.http()))
                .compose(done -> undeploy(deployments.ranking()))
                .compose(done -> undeploy(deployments.retrieval()))
                .compose(done -> undeploy(deployments.model()))
                .andThen(done -> models.clear())
                .compose(done -> stores.close().get())
                .eventually(vertx::close)
                .onComplete(done -> LOG.info("stopped"));
    }

    private Future<Void> undeploy(String deployment) {
        return vertx.undeploy(deployment).recover(failure -> {
            LOG.warn("a verticle did not stop as it should: {}", failure.toString());
            return Future.succeededFuture();
        });
    }
}
