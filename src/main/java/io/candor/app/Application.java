package io.candor.app;

import io.candor.eventlog.EventLog;
import io.candor.eventlog.JournalStatus;
import io.candor.http.Draining;
import io.candor.http.HttpConfig;
import io.candor.http.Readiness;
import io.candor.serving.CurrentModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A running server. Thread-safe. */
public final class Application {
    private static final Logger LOG = LogManager.getLogger();
    private static final long CLOSE_PATIENCE_SECONDS = 20;

    private final HttpConfig config;
    private final Vertx vertx;
    private final Stores stores;
    private final CurrentModel models;
    private final Draining draining;
    private final Ports ports;
    private final Pipeline pipeline;
    private final Singles singles;
    private final EventLog log;

    /**
     * Where it listens.
     *
     * @param api port of the API
     * @param management port of health and metrics
     */
    public record Ports(int api, int management) {}

    /** Deployment ids, in the order in which they are to be stopped. */
    record Pipeline(String http, String ranking, String retrieval, String events) {}

    /** Deployment ids of what there is one of, in the order in which they are to be stopped. */
    record Singles(String projector, String model) {}

    Application(
            HttpConfig config,
            Vertx vertx,
            Stores stores,
            CurrentModel models,
            Draining draining,
            Ports ports,
            Pipeline pipeline,
            Singles singles,
            EventLog log) {
        this.config = config;
        this.vertx = vertx;
        this.stores = stores;
        this.models = models;
        this.draining = draining;
        this.ports = ports;
        this.pipeline = pipeline;
        this.singles = singles;
        this.log = log;
    }

    /**
     * Starts a server. It answers 503 until a model serves, which may be later than the future completes: at the first start
     * there is none.
     *
     * @return the running server; or INSECURE_BINDING, CONFIG_INVALID, DATA_DIRECTORY_UNUSABLE, PORT_UNAVAILABLE or
     *     DATABASE_UNAVAILABLE, and then nothing is left running
     */
    public static Future<Application> start(CandorConfig config, DataDirectory data) {
        return start(config, data, InstantSource.system());
    }

    /** As {@link #start(CandorConfig, DataDirectory)}, by another clock. */
    static Future<Application> start(CandorConfig config, DataDirectory data, InstantSource clock) {
        return start(config, data, clock, router -> {});
    }

    /** As {@link #start(CandorConfig, DataDirectory)}, by another clock, with more routes on the router of each event loop. */
    static Future<Application> start(
            CandorConfig config, DataDirectory data, InstantSource clock, Consumer<Router> moreRoutes) {
        return Startup.start(config, data, clock, moreRoutes);
    }

    /** As {@link #start}, for callers that know nothing of Vert.x. */
    public static CompletableFuture<Application> launch(CandorConfig config, DataDirectory data) {
        return start(config, data).toCompletionStage().toCompletableFuture();
    }

    public Ports ports() {
        return ports;
    }

    public Readiness readiness() {
        return readiness(models);
    }

    /** Returns whether everything that happened is in the database. */
    public boolean allStored() {
        JournalStatus status = log.status();
        return status.queuedBytes() == 0 && status.backlogRecords() == 0;
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
        long graceMillis = Math.max(1, config.drainGrace().toMillis());
        Future<Void> quiet = vertx.timer(graceMillis, TimeUnit.MILLISECONDS)
                .compose(waited -> undeploy(pipeline.http()))
                .compose(done -> undeploy(pipeline.ranking()))
                .compose(done -> undeploy(pipeline.retrieval()))
                .compose(done -> undeploy(pipeline.events()))
                .compose(done -> undeploy(singles.projector()))
                .compose(done -> undeploy(singles.model()))
                .andThen(done -> models.clear())
                .compose(done -> stores.close().get())
                .compose(done -> vertx.executeBlocking(() -> {
                    log.close();
                    return true;
                }))
                .mapEmpty();
        return thenClose(vertx, quiet).onComplete(done -> LOG.info("stopped"));
    }

    /**
     * Returns what {@code last} comes to, after closing Vert.x; on no event loop, for none is left. A connection that is being
     * made to a server that keeps silent would hold this up for ever, hence the bound.
     */
    static <T> Future<T> thenClose(Vertx vertx, Future<T> last) {
        Promise<T> result = Promise.promise();
        last.onComplete(done -> closed(vertx).onComplete(closed -> result.handle(done)));
        return result.future();
    }

    private static Future<Void> closed(Vertx vertx) {
        return Future.fromCompletionStage(vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** As {@link #stop}, for callers that know nothing of Vert.x. */
    public CompletableFuture<Void> shutDown() {
        return stop().toCompletionStage().toCompletableFuture();
    }

    private Future<Void> undeploy(String deployment) {
        return vertx.undeploy(deployment).recover(failure -> {
            LOG.warn("a verticle did not stop as it should: {}", failure.toString());
            return Future.succeededFuture();
        });
    }
}
