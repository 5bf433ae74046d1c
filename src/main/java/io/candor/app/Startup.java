package io.candor.app;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.SlateTokens;
import io.candor.event.TokenKeys;
import io.candor.http.ApiRuntime;
import io.candor.http.Draining;
import io.candor.http.HttpConfig;
import io.candor.http.HttpMetrics;
import io.candor.http.HttpServers;
import io.candor.http.ManagementRouter;
import io.candor.http.RequestIds;
import io.candor.serving.CurrentModel;
import io.candor.serving.Placements;
import io.candor.serving.RankingStage;
import io.candor.serving.RetrievalStage;
import io.candor.verticle.HttpVerticle;
import io.candor.verticle.LocalBus;
import io.candor.verticle.LoopRoster;
import io.candor.verticle.ModelVerticle;
import io.candor.verticle.RankingVerticle;
import io.candor.verticle.RetrievalVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Brings a server up: health first, then the database, then the pipeline and the API while the model loads. */
public final class Startup {
    private final CandorConfig config;
    private final DataDirectory data;
    private final BiFunction<Vertx, DataDirectory, Future<Stores>> storage;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final int loops = Runtime.getRuntime().availableProcessors();
    private final CurrentModel models = new CurrentModel();
    private final Draining draining = new Draining();
    private final LoopRoster roster = new LoopRoster();
    private final AtomicInteger apiPort = new AtomicInteger();
    private final HttpMetrics metrics = new HttpMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final Vertx vertx;
    private final LocalBus bus;
    private final TokenKeys tokenKeys;

    private Startup(CandorConfig config, DataDirectory data, BiFunction<Vertx, DataDirectory, Future<Stores>> storage) {
        Binding.check(config.http().host());
        this.config = config;
        this.data = data.create();
        this.storage = storage;
        this.tokenKeys = TokenKeys.loadOrCreate(config.tokens().keysFile().orElse(data.tokenKeys()), random);
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        this.bus = LocalBus.install(vertx);
    }

    /**
     * Starts a server. It answers 503 until a model serves, which may be later than the future completes: at the first start
     * there is none.
     *
     * @param storage opens what is durable
     * @return the running server; or INSECURE_BINDING, DATA_DIRECTORY_UNUSABLE, PORT_UNAVAILABLE or DATABASE_UNAVAILABLE, and then
     *     nothing is left running
     */
    static Future<Application> start(
            CandorConfig config, DataDirectory data, BiFunction<Vertx, DataDirectory, Future<Stores>> storage) {
        Startup startup;
        try {
            startup = new Startup(config, data, storage);
        } catch (CandorException e) {
            return Future.failedFuture(e);
        }
        return startup.run();
    }

    private Future<Application> run() {
        return manage().compose(management -> storage.apply(vertx, data)
                        .compose(stores -> deploy(stores, management.actualPort())
                                .recover(failure ->
                                        stores.close().get().transform(done -> Future.failedFuture(failure)))))
                .recover(failure -> vertx.close().transform(done -> Future.failedFuture(failure)));
    }

    private Future<HttpServer> manage() {
        HttpConfig http = config.http();
        ApiRuntime runtime = runtime();
        return HttpServers.create(
                        vertx,
                        http,
                        ManagementRouter.create(vertx, () -> Application.readiness(models), runtime),
                        runtime.ids())
                .listen(http.managementPort(), http.managementHost())
                .recover(
                        failure -> Future.failedFuture(unavailable("management_port", http.managementPort(), failure)));
    }

    private Future<Application> deploy(Stores stores, int managementPort) {
        return perLoop(this::retrieval)
                .compose(retrieval -> perLoop(this::ranking)
                        .compose(ranking -> perLoop(this::http)
                                .recover(failure -> Future.failedFuture(
                                        unavailable("port", config.http().port(), failure)))
                                .andThen(listening -> roster.check(loops))
                                .compose(http -> vertx.deployVerticle(modelVerticle(stores))
                                        .map(model -> new Application.Deployments(http, retrieval, ranking, model)))))
                .map(deployments -> new Application(
                        config,
                        vertx,
                        stores,
                        models,
                        draining,
                        new Application.Ports(apiPort.get(), managementPort),
                        deployments));
    }

    private Future<String> perLoop(Supplier<Deployable> verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(loops));
    }

    private Deployable retrieval() {
        RetrievalStage stage = new RetrievalStage(
                new Placements(config.placements()),
                models,
                tokens(),
                clock,
                System::nanoTime,
                config.retrieval().candidates());
        return new RetrievalVerticle(stage, System::nanoTime, bus, roster);
    }

    private Deployable ranking() {
        return new RankingVerticle(new RankingStage(tokens(), System::nanoTime), System::nanoTime, bus, roster);
    }

    private Deployable http() {
        return new HttpVerticle(config.http(), config.serving(), runtime(), models, bus, roster, apiPort::set);
    }

    private Deployable modelVerticle(Stores stores) {
        return new ModelVerticle(
                new ModelVerticle.Settings(
                        data.models(),
                        config.models(),
                        config.retrieval(),
                        config.catalog(),
                        config.serving().maxItemChanges()),
                stores.items(),
                stores.models(),
                models,
                bus);
    }

    private SlateTokens tokens() {
        return new SlateTokens(tokenKeys, config.tokens().lifetime(), clock);
    }

    private ApiRuntime runtime() {
        return new ApiRuntime(
                new RequestIds(clock, new SplittableRandom(random.nextLong())), System::nanoTime, metrics, draining);
    }

    private static Throwable unavailable(String key, int port, Throwable failure) {
        if (failure instanceof BindException) {
            return new CandorException(
                    ErrorCode.PORT_UNAVAILABLE,
                    "http." + key + " " + port + " cannot be listened on: " + failure.getMessage(),
                    failure);
        }
        return failure;
    }
}
