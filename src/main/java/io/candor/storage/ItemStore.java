package io.candor.storage;

import io.candor.catalog.ItemChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** The durable catalogue: what was put, changed and deleted through the API. Thread-safe. */
public interface ItemStore {
    /**
     * Makes the changes durable in one transaction, in order (the last one of an id wins), and tells other replicas.
     *
     * @return the ids of {@link ItemChange.Availability} changes that named an item neither stored nor in {@code known}
     *     are not an error here; the caller checks its catalogue first
     */
    Future<Void> apply(List<ItemChange> changes);

    /** Hands every stored state (a put or a delete per item) to {@code page}, in pages; completes after the last. */
    Future<Void> readAll(Consumer<List<ItemChange>> page);

    /**
     * Calls back with the changes that other processes made durable, in order; also after a lost connection came back,
     * so that none is missed.
     */
    Future<Void> subscribe(Consumer<List<ItemChange>> changes);
}
