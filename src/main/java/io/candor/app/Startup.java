package io.candor.app;

import io.candor.access.KeyFileWatch;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.SlateTokens;
import io.candor.event.TimeOrderedIds;
import io.candor.event.TokenKeys;
import io.candor.http.ApiKeys;
import io.candor.http.ApiRuntime;
import io.candor.http.Draining;
import io.candor.http.HttpConfig;
import io.candor.http.HttpMetrics;
import io.candor.http.HttpServers;
import io.candor.http.Readiness;
import io.candor.http.RepeatedRequests;
import io.candor.http.RequestIds;
import io.candor.profile.ProfileRules;
import io.candor.serving.CurrentModel;
import io.candor.serving.CurrentPlan;
import io.candor.serving.Cursors;
import io.candor.serving.EventIntake;
import io.candor.serving.Placements;
import io.candor.serving.RankingStage;
import io.candor.serving.RetrievalStage;
import io.candor.serving.ServingConfig;
import io.candor.storage.FeedbackStore;
import io.candor.verticle.BusServices;
import io.candor.verticle.ClosingVerticle;
import io.candor.verticle.EventVerticle;
import io.candor.verticle.ExperimentVerticle;
import io.candor.verticle.Feedback;
import io.candor.verticle.GenerationLoader;
import io.candor.verticle.HttpVerticle;
import io.candor.verticle.KeyVerticle;
import io.candor.verticle.LocalBus;
import io.candor.verticle.LoggedDecisions;
import io.candor.verticle.LoopRoster;
import io.candor.verticle.ModelVerticle;
import io.candor.verticle.ProfileAccess;
import io.candor.verticle.ProjectionProgress;
import io.candor.verticle.ProjectorVerticle;
import io.candor.verticle.RankingVerticle;
import io.candor.verticle.RetrievalVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Brings a server up: health, the pipeline and the API while the database starts and the model that served last is opened. */
final class Startup {
    private final CandorConfig config;
    private final DataDirectory data;
    private final Consumer<Router> moreRoutes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final int loops = Runtime.getRuntime().availableProcessors();
    private final CurrentModel models = new CurrentModel();
    private final CurrentPlan plan;
    private final Draining draining = new Draining();
    private final RepeatedRequests repeated;
    private final LoopRoster roster = new LoopRoster();
    private final AtomicInteger apiPort = new AtomicInteger();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpMetrics metrics;
    private final Tracing tracing;
    private final Vertx vertx;
    private final LocalBus bus;
    private final TokenKeys tokenKeys;
    private final Feedback feedback;
    private final LoggedDecisions decisions;
    private final ProfileRules rules;
    private final ProjectionProgress progress;
    /** Whether the log is known to number above what the database has. */
    private final AtomicBoolean numbered = new AtomicBoolean();

    private final AtomicBoolean remembered = new AtomicBoolean();
    private final AtomicReference<Optional<FeedbackStore>> feedbackStore = new AtomicReference<>(Optional.empty());
    private final GenerationLoader loader;
    private final KeyFileWatch keyFile;
    private final ApiKeys keys;

    private Startup(CandorConfig config, DataDirectory data, InstantSource clock, Consumer<Router> moreRoutes) {
        this.config = config;
        this.moreRoutes = moreRoutes;
        this.clock = clock;
        this.plan = new CurrentPlan(new Placements(config.placements()));
        this.metrics = new HttpMetrics(registry, () -> plan.plan().experiments());
        this.repeated = new RepeatedRequests(metrics);
        this.progress = new ProjectionProgress(clock);
        this.keyFile = Keys.open(config.http(), data);
        this.keys = new ApiKeys(keyFile.ring(), config.http().rates(), System::nanoTime);
        this.data = data.create();
        this.tokenKeys = TokenKeys.loadOrCreate(config.tokens().keysFile().orElse(data.tokenKeys()), random);
        this.rules = new ProfileRules(config.profiles());
        this.feedback = FeedbackSetup.open(data.eventLog(), config, random);
        this.decisions = new LoggedDecisions(
                feedback.log(), config.eventlog().maxRecord().bytes());
        FeedbackSetup.measure(feedback, progress, decisions, registry);
        this.tracing = new Tracing(config.tracing(), clock);
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        this.bus = LocalBus.install(vertx);
        this.loader = new GenerationLoader(
                config.retrieval(), config.catalog(), config.models().warmSearches());
    }

    /** Starts a server; see {@link Application#start}. */
    static Future<Application> start(
            CandorConfig config, DataDirectory data, InstantSource clock, Consumer<Router> moreRoutes) {
        Startup startup;
        try {
            startup = new Startup(config, data, clock, moreRoutes);
        } catch (CandorException e) {
            return Future.failedFuture(e);
        }
        Promise<Application> started = Promise.promise();
        Stores.Opening stores = Stores.begin(config.database(), data.root());
        startup.loader.prepareLastServed(data.models());
        startup.run(stores)
                .onSuccess(started::complete)
                .onFailure(failure -> Application.thenClose(startup.vertx, Future.failedFuture(failure))
                        .onComplete(closed -> startup.close(stores))
                        .onFailure(started::fail));
        return started.future();
    }

    /** Gives up what runs without Vert.x; what was closed already stays so. */
    private void close(Stores.Opening stores) {
        loader.close();
        stores.close();
        feedback.log().close();
    }

    /**
     * The pipeline is deployed before anything else makes event loop contexts: Vert.x deals them out in turn, so that every
     * loop gets one instance of each verticle.
     */
    private Future<Application> run(Stores.Opening opening) {
        return observe()
                .compose(done -> manage())
                .compose(management -> remember()
                        .compose(done -> deployPipeline())
                        .compose(pipeline -> opening.connect(vertx, config.feedback())
                                .compose(stores -> serve(stores, pipeline, management))));
    }

    /** A log that holds much takes a while; health is answered meanwhile. */
    private Future<?> remember() {
        return vertx.executeBlocking(() -> FeedbackSetup.remember(feedback)).onSuccess(done -> remembered.set(true));
    }

    /** Closes with Vert.x what must not outlive it. */
    private Future<?> observe() {
        ServerMetrics server = new ServerMetrics(
                registry, models, () -> !draining.begun() && readiness().ready());
        return onAWorker(new ClosingVerticle(server)).compose(done -> onAWorker(new ClosingVerticle(tracing)));
    }

    private Readiness readiness() {
        return remembered.get()
                ? Application.readiness(models)
                : Readiness.notReady("the event log is being read back into memory");
    }

    private Future<Application> serve(Stores stores, Application.Pipeline pipeline, int managementPort) {
        Application.Ports ports = new Application.Ports(apiPort.get(), managementPort);
        feedbackStore.set(Optional.of(stores.feedback()));
        return followKeys()
                .compose(following -> vertx.deployVerticle(new ExperimentVerticle(
                        stores.experiments(), stores.reports(), stores.models(), plan, config.experiments(), bus)))
                .compose(experiments -> vertx.deployVerticle(projector(stores), ProjectorVerticle.onItsOwnThreads()))
                .onSuccess(projecting -> numbered.set(true))
                .compose(projector -> vertx.deployVerticle(modelVerticle(stores))
                        .map(model -> new Application.Singles(projector, model)))
                .map(singles -> new Application(
                        config.http(), vertx, stores, models, draining, ports, pipeline, singles, feedback.log()))
                .recover(failure -> stores.close().get().transform(closed -> Future.failedFuture(failure)));
    }

    private Future<String> followKeys() {
        return onAWorker(new KeyVerticle(keyFile, keys));
    }

    private Future<String> onAWorker(Deployable verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
    }

    private Future<Integer> manage() {
        HttpConfig http = config.http();
        return HttpServers.management(vertx, http, this::readiness, runtime())
                .listen(http.managementPort(), http.managementHost())
                .map(HttpServer::actualPort)
                .recover(failure -> unavailable("management_port", http.managementPort(), failure));
    }

    private Future<Application.Pipeline> deployPipeline() {
        return perLoop(this::events)
                .compose(events -> perLoop(this::retrieval)
                        .compose(retrieval -> perLoop(this::ranking)
                                .compose(ranking -> perLoop(this::http)
                                        .map(http -> new Application.Pipeline(http, ranking, retrieval, events)))))
                .recover(failure -> unavailable("port", config.http().port(), failure))
                .map(pipeline -> {
                    roster.check(loops);
                    return pipeline;
                });
    }

    private Future<String> perLoop(Supplier<Deployable> verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(loops));
    }

    private Deployable events() {
        return new EventVerticle(feedback, System::nanoTime, numbered::get, bus, roster);
    }

    private Deployable retrieval() {
        RetrievalStage stage = new RetrievalStage(
                plan,
                models,
                rules,
                feedback.erasures(),
                tokens(),
                new Cursors(tokenKeys),
                clock,
                System::nanoTime,
                config.retrieval().candidates(),
                config.serving());
        return new RetrievalVerticle(stage, System::nanoTime, bus, roster);
    }

    private Deployable ranking() {
        return new RankingVerticle(
                new RankingStage(tokens(), new Cursors(tokenKeys), decisions, System::nanoTime),
                System::nanoTime,
                bus,
                roster);
    }

    private Deployable http() {
        ServingConfig serving = config.serving();
        ProfileAccess profiles = new ProfileAccess(
                feedback.profiles(),
                rules,
                feedback.erasures(),
                feedbackStore::get,
                serving.profileDeadline(),
                serving.maxProfileLoads());
        BusServices services = new BusServices(bus, models, profiles, intake(), clock, System::nanoTime);
        return new HttpVerticle(config.http(), runtime(), services, roster, moreRoutes, apiPort::set);
    }

    private EventIntake intake() {
        return new EventIntake(
                tokens(),
                feedback.erasures(),
                new TimeOrderedIds(clock, new SplittableRandom(random.nextLong())),
                clock,
                config.events().maxAge());
    }

    private Deployable projector(Stores stores) {
        return new ProjectorVerticle(
                feedback,
                stores.feedback(),
                config.projector(),
                config.eventlog().maxBacklog().bytes(),
                progress,
                clock,
                System::nanoTime,
                bus);
    }

    private Deployable modelVerticle(Stores stores) {
        return new ModelVerticle(
                new ModelVerticle.Settings(
                        data.models(), config.models(), config.serving().maxItemChanges()),
                loader,
                stores.items(),
                stores.models(),
                models,
                plan,
                bus);
    }

    private SlateTokens tokens() {
        return new SlateTokens(tokenKeys, config.tokens().lifetime(), clock);
    }

    private ApiRuntime runtime() {
        return new ApiRuntime(
                new RequestIds(clock, new SplittableRandom(random.nextLong())),
                System::nanoTime,
                metrics,
                tracing.requests(),
                draining,
                keys,
                repeated);
    }

    private static <T> Future<T> unavailable(String key, int port, Throwable failure) {
        return Future.failedFuture(
                failure instanceof BindException
                        ? new CandorException(
                                ErrorCode.PORT_UNAVAILABLE,
                                "http." + key + " " + port + " cannot be listened on: " + failure.getMessage(),
                                failure)
                        : failure);
    }
}
