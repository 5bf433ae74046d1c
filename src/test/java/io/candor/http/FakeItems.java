package io.candor.http;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Items in memory. */
final class FakeItems implements ItemService {
    final Map<String, Item> stored = new ConcurrentHashMap<>();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    volatile Optional<Throwable> failure = Optional.empty();

    @Override
    public Optional<Item> find(String id) {
        return Optional.ofNullable(stored.get(id));
    }

    @Override
    public Future<Void> apply(List<ItemChange> changes) {
        if (failure.isPresent()) {
            return Future.failedFuture(failure.orElseThrow());
        }
        batches.add(changes.size());
        for (ItemChange change : changes) {
            switch (change) {
                case ItemChange.Put(Item item) -> stored.put(item.id(), item);
                case ItemChange.Delete(String id) -> stored.remove(id);
                case ItemChange.Availability(String id, boolean available) ->
                    stored.computeIfPresent(id, (key, item) -> withAvailable(item, available));
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public int dims() {
        return 3;
    }

    private static Item withAvailable(Item item, boolean available) {
        return new Item(
                item.id(),
                item.categories(),
                item.creators(),
                item.publishedAt(),
                item.price(),
                available,
                item.availability(),
                item.seasons(),
                item.boost(),
                item.attributes(),
                item.factors());
    }
}
