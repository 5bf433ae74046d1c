package io.candor.http;

import io.candor.catalog.ItemChange;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code DELETE /v1/items/{id}}: the item is not shown any more, even when the model still knows it. 204 once that is
 * durable; 404 when it is not known.
 */
final class DeleteItemHandler implements Handler<RoutingContext> {
    private final PathParameter item = new PathParameter(ApiRoute.DELETE_ITEM);
    private final ItemService items;
    private final ItemLookup lookup;

    DeleteItemHandler(ItemService items) {
        this.items = items;
        this.lookup = new ItemLookup(items);
    }

    @Override
    public void handle(RoutingContext context) {
        String id = lookup.known(item.of(context)).id();
        items.apply(List.of(new ItemChange.Delete(id))).onComplete(done -> Answers.noContent(context), context::fail);
    }
}
