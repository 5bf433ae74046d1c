package io.candor.http;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The catalogue as the HTTP API sees it. */
public interface ItemService {
    /** Returns the item as it is served now, or empty. */
    Optional<Item> find(String id);

    /** Makes the changes durable and then visible: a request sent after the future completed sees them. */
    Future<Void> apply(List<ItemChange> changes);

    /** Returns the dimension of the serving model, for checking {@code factors}; 0 when there is no model. */
    int dims();
}
