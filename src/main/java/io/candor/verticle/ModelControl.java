package io.candor.verticle;

import io.candor.catalog.ItemChange;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.BundleReader;
import io.candor.model.ModelManifest;
import io.candor.model.ModelSnapshot;
import io.candor.serving.CurrentModel;
import io.candor.storage.ItemStore;
import io.candor.storage.ModelRegistry;
import io.candor.storage.ModelRegistry.RegisteredModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Decides which model serves: follows the registry, activates and rolls back, and takes in bundles that appear. One change at a
 * time; a bundle that is refused changes nothing. Belongs to one event loop; loading happens on {@code workers}.
 */
final class ModelControl {
    private static final Logger LOG = LogManager.getLogger();

    private final ModelRegistry registry;
    private final ItemStore items;
    private final CurrentModel models;
    private final CatalogFeed feed;
    private final GenerationLoader loader;
    private final BundleDirectory bundles;
    private final WorkerExecutor workers;
    private final BundleProblems problems;
    private final boolean activateNew;
    private final Executor onLoop;
    private final HeldModels held;
    private final Serial serial = new Serial();

    ModelControl(
            ModelRegistry registry,
            ItemStore items,
            CurrentModel models,
            CatalogFeed feed,
            GenerationLoader loader,
            BundleDirectory bundles,
            WorkerExecutor workers,
            BundleProblems problems,
            boolean activateNew,
            Executor onLoop) {
        this.registry = registry;
        this.items = items;
        this.models = models;
        this.feed = feed;
        this.loader = loader;
        this.bundles = bundles;
        this.workers = workers;
        this.problems = problems;
        this.activateNew = activateNew;
        this.onLoop = onLoop;
        this.held = new HeldModels(models, feed, version -> find(version).compose(this::load), onLoop);
    }

    /** Serves what the registry says is active; when that cannot be, the present one stays. Never fails. */
    Future<Void> follow() {
        return serial.run(() -> registry.active()
                        .compose(active ->
                                active.isEmpty() || serves(active.get().version())
                                        ? Future.succeededFuture()
                                        : load(active.get()).compose(this::publish)))
                .recover(failure -> {
                    LOG.error("the active model cannot be served: {}", failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    /** Takes in the bundles that appeared since the last look. Never fails. */
    Future<Void> discover() {
        return workers.executeBlocking(bundles::look)
                .compose(fresh -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Path bundle : fresh) {
                        done = serial.run(() -> takeIn(bundle));
                    }
                    return fresh.isEmpty() ? done : done.compose(all -> follow());
                })
                .compose(done -> serial.run(held::refresh))
                .recover(failure -> {
                    LOG.error("new bundles cannot be looked for: {}", failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    /** Makes a known version the active one, and serves it. */
    Future<Void> activate(String version) {
        return serial.run(() -> find(version).compose(this::switchTo));
    }

    /** Makes the version active that was so before. */
    Future<String> rollBack() {
        return serial.run(() -> registry.previous()
                .compose(previous -> previous.map(this::find)
                        .orElseGet(() -> Future.failedFuture(new CandorException(
                                ErrorCode.MODEL_NOT_FOUND, "no other model was active before this one")))
                        .compose(model -> switchTo(model).map(done -> model.version()))));
    }

    /** Holds these versions beside the active one, for slates that are to be made with them, and lets go of others. Never fails. */
    Future<Void> hold(Set<String> wanted) {
        held.want(wanted);
        return serial.run(held::refresh);
    }

    private Future<RegisteredModel> find(String version) {
        return registry.list()
                .map(known -> known.stream()
                        .filter(model -> model.version().equals(version))
                        .findFirst()
                        .orElseThrow(() ->
                                new CandorException(ErrorCode.MODEL_NOT_FOUND, "there is no model '" + version + "'")));
    }

    private Future<Void> takeIn(Path bundle) {
        String version = String.valueOf(bundle.getFileName());
        return registry.list()
                .map(known -> isTakenIn(version, known))
                .compose(takenIn -> takenIn
                        ? Future.<Void>succeededFuture()
                        : workers.executeBlocking(() -> check(bundle)).compose(manifest -> register(bundle, manifest)))
                .recover(failure -> {
                    problems.note(version, failure);
                    LOG.error("bundle {} is refused, nothing changes: {}", bundle, failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    /**
     * Returns whether nothing is to be done with a bundle any more. One that was to be activated and never was, because the process was
     * killed in between, is taken in anew, unless another one has been activated since.
     */
    private boolean isTakenIn(String version, List<RegisteredModel> known) {
        Optional<RegisteredModel> model = known.stream()
                .filter(candidate -> candidate.version().equals(version))
                .findFirst();
        Optional<Instant> activation = known.stream()
                .filter(RegisteredModel::active)
                .flatMap(active -> active.activatedAt().stream())
                .findFirst();
        boolean wasWanted = activateNew || activation.isEmpty();
        return model.isPresent()
                && (!wasWanted
                        || model.get().activatedAt().isPresent()
                        || activation
                                .filter(last -> model.get().registeredAt().isBefore(last))
                                .isPresent());
    }

    private Future<Void> register(Path bundle, ModelManifest manifest) {
        problems.clear(manifest.version());
        Future<Void> registered =
                registry.register(manifest.version(), bundle.toAbsolutePath().toString(), manifest.algorithm());
        return registered
                .compose(done -> registry.active())
                .compose(active -> activateNew || active.isEmpty()
                        ? find(manifest.version()).compose(this::switchTo)
                        : Future.succeededFuture());
    }

    /** Reads every byte of a bundle and returns what it says it is. */
    private static ModelManifest check(Path bundle) {
        ModelSnapshot snapshot = BundleReader.open(bundle);
        try {
            String version = snapshot.manifest().version();
            if (!version.equals(String.valueOf(bundle.getFileName()))) {
                throw new CandorException(
                        ErrorCode.BUNDLE_CORRUPT,
                        "the directory is named '" + bundle.getFileName() + "', its manifest says '" + version + "'");
            }
            return snapshot.manifest();
        } finally {
            snapshot.release();
        }
    }

    private Future<Void> switchTo(RegisteredModel model) {
        if (serves(model.version())) {
            return registry.activate(model.version());
        }
        return load(model)
                .compose(next -> registry.activate(model.version())
                        .onFailure(failure -> discard(next))
                        .compose(done -> publish(next)));
    }

    private Future<Generation> load(RegisteredModel model) {
        feed.beginLoad();
        List<ItemChange> stored = new ArrayList<>();
        return items.readAll(stored::addAll)
                .compose(read -> workers.executeBlocking(() -> timedLoad(bundles.locate(model), stored)))
                .onSuccess(loaded -> problems.clear(model.version()))
                .onFailure(failure -> {
                    feed.endLoad();
                    problems.note(model.version(), failure);
                });
    }

    private Generation timedLoad(Path bundle, List<ItemChange> stored) {
        long begun = System.nanoTime();
        Generation loaded = loader.load(bundle, stored);
        LOG.info(
                "model {}: {} items, {} users, {} dimensions, {} index, {} stored items; ready after {} ms",
                loaded.model().version(),
                loaded.model().snapshot().items().rows(),
                loaded.model().snapshot().users().rows(),
                loaded.model().index().dims(),
                loaded.model().index().kind(),
                stored.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return loaded;
    }

    private void discard(Generation loaded) {
        feed.endLoad();
        loaded.model().release();
    }

    private Future<Void> publish(Generation next) {
        Promise<Void> published = Promise.promise();
        feed.publish(next, held::wants, () -> onLoop.execute(published::complete));
        return published.future().onSuccess(done -> {
            LOG.info("model {} serves", next.model().version());
            workers.executeBlocking(() -> {
                bundles.noteServing(next.model().version());
                return true;
            });
        });
    }

    private boolean serves(String version) {
        return servingVersion().filter(version::equals).isPresent();
    }

    private Optional<String> servingVersion() {
        return models.peek().map(model -> model.version());
    }
}
