package io.candor.http;

import io.candor.catalog.ItemCodec;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /v1/items/{id}}: the item as it is served now, whether it came with the model or through this API. 404 when
 * it is not known or was deleted.
 */
final class GetItemHandler implements Handler<RoutingContext> {
    private final PathParameter item = new PathParameter(ApiRoute.GET_ITEM);
    private final ItemService items;

    GetItemHandler(ItemService items) {
        this.items = items;
    }

    @Override
    public void handle(RoutingContext context) {
        ItemLookup lookup = new ItemLookup(items);
        Answers.json(context, JsonBuffer.render(out -> ItemCodec.write(lookup.known(item.of(context)), out)));
    }
}
