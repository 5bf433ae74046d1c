package io.candor.verticle;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.http.ItemService;
import io.candor.serving.CurrentModel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Looks items up in the catalogue that serves, and hands changes to the model verticle. Thread-safe. */
final class BusItemService implements ItemService {
    private final LocalBus bus;
    private final CurrentModel models;

    BusItemService(LocalBus bus, CurrentModel models) {
        this.bus = bus;
        this.models = models;
    }

    @Override
    public Optional<Item> find(String id) {
        var model = models.acquire();
        try {
            CatalogSnapshot catalog = model.catalog();
            int ordinal = catalog.ordinalOf(id);
            return ordinal < 0 ? Optional.empty() : Optional.of(catalog.itemAt(ordinal));
        } finally {
            model.release();
        }
    }

    @Override
    public Future<Void> apply(List<ItemChange> changes) {
        return bus.ask(LocalBus.ITEMS, new ItemsMessage(changes)).mapEmpty();
    }

    @Override
    public int dims() {
        return models.peek().map(model -> model.snapshot().manifest().dims()).orElse(0);
    }
}
