package io.candor.verticle;

import io.candor.catalog.ItemChange;
import io.candor.serving.CurrentModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings durable item changes, in order, to the catalogue that serves, and to the one that is being made, so that none is lost
 * when the one takes the other's place.
 *
 * <p>Everything happens on the {@code writer}, one task after the other; the methods may be called from any thread.
 */
final class CatalogFeed {
    private static final Logger LOG = LogManager.getLogger(CatalogFeed.class);

    private final CurrentModel models;
    private final Executor writer;
    private @Nullable Generation serving;
    private final Map<String, Generation> beside = new HashMap<>();
    private @Nullable List<ItemChange> sinceLoadBegan;

    /** @param writer runs one task at a time, in order */
    CatalogFeed(CurrentModel models, Executor writer) {
        this.models = models;
        this.writer = writer;
    }

    /** Brings changes to the catalogue that serves. */
    void changed(List<ItemChange> changes) {
        writer.execute(() -> {
            if (sinceLoadBegan != null) {
                sinceLoadBegan.addAll(changes);
            }
            if (serving != null) {
                serving.apply(changes);
            }
            beside.values().forEach(generation -> generation.apply(changes));
        });
    }

    /** Runs a task when all changes brought so far have been applied. */
    void afterChanges(Runnable task) {
        writer.execute(task);
    }

    /** Begins to remember changes for a generation that will be made from a state read later than now. */
    void beginLoad() {
        writer.execute(() -> sinceLoadBegan = new ArrayList<>());
    }

    /** Forgets what was remembered: there will be no new generation. */
    void endLoad() {
        writer.execute(() -> sinceLoadBegan = null);
    }

    /** Applies what was remembered to the new generation, and holds it beside the one that serves; then runs {@code done}. */
    void hold(Generation next, Runnable done) {
        execute(done, () -> {
            catchUp(next);
            beside.put(next.model().version(), next);
            models.hold(next.model());
        });
    }

    /** Lets go of a generation that is held beside the one that serves; then runs {@code done}. */
    void drop(String version, Runnable done) {
        execute(done, () -> {
            beside.remove(version);
            models.drop(version);
        });
    }

    /**
     * Applies what was remembered to the new generation, and makes it the one that serves; then runs {@code done}.
     *
     * @param keeps whether the version that served is to be held beside it
     */
    void publish(Generation next, Predicate<String> keeps, Runnable done) {
        execute(done, () -> {
            catchUp(next);
            Generation before = serving;
            if (before != null
                    && keeps.test(before.model().version())
                    && before.model().snapshot().tryRetain()) {
                beside.put(before.model().version(), before);
                models.hold(before.model());
            }
            serving = next;
            models.swap(next.model());
        });
    }

    private void catchUp(Generation next) {
        if (sinceLoadBegan != null) {
            next.apply(sinceLoadBegan);
            sinceLoadBegan = null;
        }
    }

    /** Whoever waits is told, also when the task fails. */
    private void execute(Runnable done, Runnable task) {
        writer.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("the catalogue could not be changed over", e);
            } finally {
                done.run();
            }
        });
    }
}
