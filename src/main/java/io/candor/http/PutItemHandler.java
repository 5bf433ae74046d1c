package io.candor.http;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ItemCodec;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code PUT /v1/items/{id}}: the item is now exactly this.
 *
 * <p>Body: {@code application/json}, the fields of {@link ItemCodec}; {@code id} may be left out, and must be that of the
 * path when given. 200 with the item as it was understood, once it is durable and visible to the next request; 400 naming
 * every field that breaks a rule; 503 when the database cannot be reached, and then nothing has changed.
 */
final class PutItemHandler implements Handler<RoutingContext> {
    private final PathParameter item = new PathParameter(ApiRoute.PUT_ITEM);
    private final ItemService items;
    private final ItemBodyReader reader;

    PutItemHandler(ItemService items) {
        this.items = items;
        this.reader = new ItemBodyReader(items);
    }

    @Override
    public void handle(RoutingContext context) {
        byte[] body = JsonBody.of(context);
        Item read = reader.read(body, 0, body.length, item.of(context));
        items.apply(List.of(new ItemChange.Put(read)))
                .onComplete(
                        done -> Answers.json(context, JsonBuffer.render(out -> ItemCodec.write(read, out))),
                        context::fail);
    }
}
