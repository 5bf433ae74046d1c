package io.candor.storage;

import io.candor.catalog.ItemChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable catalogue: what was put, changed and deleted through the API. Thread-safe.
 *
 * <p>There is one order of changes, that in which they became durable. Whoever called {@link #readAll} and then {@link
 * #subscribe} and does nothing but apply what these hand over, in order, ends with the state that is stored; so do all
 * replicas. Consumers are called one at a time, on an event loop: they must not block.
 */
public interface ItemStore {
    /**
     * Makes the changes durable in one transaction, in order (the last one of an id wins), and tells other replicas. When
     * this store is subscribed to, the future completes after the subscriber was handed these changes and all before them,
     * so that the caller need not apply them itself.
     *
     * <p>An availability change of an id that was deleted is ignored; one of an id that was never put is kept, for an item
     * only the model knows.
     */
    Future<Void> apply(List<ItemChange> changes);

    /** Hands every stored state (a put, an availability or a delete per item) to {@code page}, in pages of any size. */
    Future<Void> readAll(Consumer<List<ItemChange>> page);

    /**
     * Calls back with every change that becomes durable from now on (or since {@link #readAll} was called, if it was), in
     * order, whichever process made it; also after a lost connection came back, so that none is missed. A change may come
     * twice. At most one subscriber per store.
     */
    Future<Void> subscribe(Consumer<List<ItemChange>> changes);
}
