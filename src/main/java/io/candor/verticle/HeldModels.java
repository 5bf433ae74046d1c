package io.candor.verticle;

import io.candor.serving.CurrentModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The models that slates of placements or experiments are to be made with while another one is active. Belongs to one event
 * loop; its methods are for one task at a time.
 */
final class HeldModels {
    private static final Logger LOG = LogManager.getLogger(HeldModels.class);

    private final CurrentModel models;
    private final CatalogFeed feed;
    private final Function<String, Future<Generation>> loader;
    private final Executor onLoop;
    private final Set<String> complained = new HashSet<>();
    private Set<String> wanted = Set.of();

    /** @param loader loads a known version */
    HeldModels(CurrentModel models, CatalogFeed feed, Function<String, Future<Generation>> loader, Executor onLoop) {
        this.models = models;
        this.feed = feed;
        this.loader = loader;
        this.onLoop = onLoop;
    }

    /** Says which versions are wanted from now on; {@link #refresh} sees to it. */
    void want(Set<String> versions) {
        wanted = Set.copyOf(versions);
        complained.retainAll(wanted);
    }

    /** Returns whether a version is wanted, so that it has to be held when another one takes its place. */
    boolean wants(String version) {
        return wanted.contains(version);
    }

    /**
     * Lets go of what is not wanted or is the active one, and loads what is missing. Never fails: what cannot be loaded is
     * missing, and is tried again the next time.
     */
    Future<Void> refresh() {
        Future<Void> done = Future.succeededFuture();
        for (String held : List.copyOf(models.beside().keySet())) {
            if (!wanted.contains(held) || serves(held)) {
                done = done.compose(before -> told(next -> feed.drop(held, next)));
            }
        }
        for (String version : wanted) {
            done = done.compose(before -> hold(version));
        }
        return done;
    }

    private Future<Void> hold(String version) {
        if (!wanted.contains(version) || serves(version) || models.beside().containsKey(version)) {
            return Future.succeededFuture();
        }
        return loader.apply(version)
                .compose(loaded -> told(next -> feed.hold(loaded, next)))
                .onSuccess(held -> {
                    complained.remove(version);
                    LOG.info("model {} is held beside the active one", version);
                })
                .recover(failure -> {
                    if (complained.add(version)) {
                        LOG.error(
                                "model {} cannot be held beside the active one, which takes its place: {}",
                                version,
                                failure.getMessage());
                    }
                    return Future.succeededFuture();
                });
    }

    private boolean serves(String version) {
        return models.peek().filter(model -> model.version().equals(version)).isPresent();
    }

    /** Completes on this event loop when the feed has done something. */
    private Future<Void> told(Consumer<Runnable> task) {
        Promise<Void> promise = Promise.promise();
        task.accept(() -> onLoop.execute(promise::complete));
        return promise.future();
    }
}
