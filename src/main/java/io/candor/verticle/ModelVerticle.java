package io.candor.verticle;

import io.candor.catalog.ItemChange;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.serving.CurrentModel;
import io.candor.serving.CurrentPlan;
import io.candor.storage.ItemStore;
import io.candor.storage.ModelRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The one that holds models and items: watches for bundles and for what other processes did, swaps generations, and makes item
 * changes durable before they are visible. One instance; what takes long happens on its own threads.
 */
public final class ModelVerticle extends VerticleBase {
    private static final long LONGEST_LOAD_HOURS = 1;

    private final Settings settings;
    private final GenerationLoader loader;
    private final ItemStore items;
    private final ModelRegistry registry;
    private final CurrentModel models;
    private final CurrentPlan plans;
    private final LocalBus bus;
    private final ExecutorService catalogWriter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("candor-catalogue").factory());
    private int waitingChanges;

    /**
     * What the verticle is told.
     *
     * @param directory where bundles appear
     * @param maxItemChanges item changes that wait for the database at a time
     */
    public record Settings(Path directory, ModelsConfig models, int maxItemChanges) {}

    /** @param loader closed when the verticle stops */
    public ModelVerticle(
            Settings settings,
            GenerationLoader loader,
            ItemStore items,
            ModelRegistry registry,
            CurrentModel models,
            CurrentPlan plans,
            LocalBus bus) {
        this.settings = settings;
        this.loader = loader;
        this.items = items;
        this.registry = registry;
        this.models = models;
        this.plans = plans;
        this.bus = bus;
    }

    /** Completes when the active model, if there is one, serves, or was refused. */
    @Override
    public Future<?> start() {
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor("candor-models", 1, LONGEST_LOAD_HOURS, TimeUnit.HOURS);
        CatalogFeed feed = new CatalogFeed(models, catalogWriter);
        BundleDirectory bundles = new BundleDirectory(settings.directory());
        BundleProblems problems = new BundleProblems();
        ModelControl control = new ModelControl(
                registry,
                items,
                models,
                feed,
                loader,
                bundles,
                workers,
                problems,
                settings.models().activateNew(),
                task -> context.runOnContext(now -> task.run()));
        ModelListing listing = new ModelListing(registry, models, bundles, problems, workers);
        return bus.answerLater(LocalBus.MODELS, (ModelMessage message) -> answer(message, control, listing))
                .compose(done -> bus.answerLater(LocalBus.ITEMS, (ItemsMessage message) -> apply(message, feed)))
                .compose(done -> items.subscribe(feed::changed))
                .compose(done -> registry.subscribe(version -> context.runOnContext(now -> control.follow())))
                .compose(done -> control.follow())
                .compose(done -> control.discover())
                .compose(done -> control.hold(plans.plan().models()))
                .onSuccess(done -> watch(control));
    }

    private void watch(ModelControl control) {
        vertx.setTimer(
                settings.models().pollInterval().toMillis(),
                id -> control.discover().onComplete(done -> watch(control)));
    }

    private static Future<?> answer(ModelMessage message, ModelControl control, ModelListing listing) {
        return switch (message) {
            case ModelMessage.ListAll() -> listing.all();
            case ModelMessage.Activate(String version) ->
                control.activate(version).compose(done -> listing.one(version));
            case ModelMessage.Hold(Set<String> versions) -> control.hold(versions);
            case ModelMessage.RollBack() -> control.rollBack().compose(listing::one);
        };
    }

    /** Answers when the changes are durable, and visible to every request that comes after the answer. */
    private Future<Boolean> apply(ItemsMessage message, CatalogFeed feed) {
        List<ItemChange> changes = message.changes();
        if (waitingChanges + changes.size() > settings.maxItemChanges()) {
            return Future.failedFuture(new CandorException(
                    ErrorCode.OVERLOADED,
                    waitingChanges + " item changes wait for the database already, " + settings.maxItemChanges()
                            + " may"));
        }
        waitingChanges += changes.size();
        return items.apply(changes)
                .compose(durable -> {
                    Promise<Boolean> visible = Promise.promise();
                    feed.afterChanges(() -> context.runOnContext(now -> visible.complete(true)));
                    return visible.future();
                })
                .onComplete(done -> waitingChanges -= changes.size());
    }

    @Override
    public Future<?> stop() {
        loader.close();
        catalogWriter.shutdown();
        return Future.succeededFuture();
    }
}
