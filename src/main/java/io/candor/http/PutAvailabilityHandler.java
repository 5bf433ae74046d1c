package io.candor.http;

import io.candor.catalog.ItemChange;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code PUT /v1/items/{id}/availability}: the item may be shown, or not, and is otherwise as it was.
 *
 * <p>Body: {@code {"available": true}}. 204 once it is durable; 404 when the item is not known.
 */
final class PutAvailabilityHandler implements Handler<RoutingContext> {
    private final PathParameter item = new PathParameter(ApiRoute.PUT_AVAILABILITY);
    private final ItemService items;
    private final ItemLookup lookup;

    PutAvailabilityHandler(ItemService items) {
        this.items = items;
        this.lookup = new ItemLookup(items);
    }

    @Override
    public void handle(RoutingContext context) {
        boolean available = FlagReader.read(JsonBody.of(context), "available");
        String id = lookup.known(item.of(context)).id();
        items.apply(List.of(new ItemChange.Availability(id, available)))
                .onComplete(done -> Answers.noContent(context), context::fail);
    }
}
