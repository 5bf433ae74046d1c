package io.candor.http;

import io.candor.catalog.ItemCodec;
import io.candor.error.CandorException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /v1/items}: many items, one JSON object a line.
 *
 * <p>Body: {@code application/x-ndjson}; each line holds the fields of {@link ItemCodec} with an {@code id}. It is read as a
 * stream and made durable in batches, so it never lies in memory as a whole. 200 with {@code accepted}, {@code rejected}
 * and one entry (index of the line from 0, code, message) for each bad line; a bad line never costs a good one. Blank lines
 * are skipped. 413 when the body passes its bound, 503 when the database fails on the way: both say how many items were
 * stored before.
 */
final class BulkItemsHandler implements Handler<RoutingContext> {
    private final ItemService items;
    private final ItemBodyReader reader;
    private final HttpLimits limits;

    BulkItemsHandler(ItemService items, HttpLimits limits) {
        this.items = items;
        this.reader = new ItemBodyReader(items);
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        MediaType.require(request, MediaType.NDJSON);
        if (declaredBytes(request) > limits.maxBulkBody().bytes()) {
            throw tooLarge(0);
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        new BulkUpload(context, items, reader, limits).begin();
    }

    private CandorException tooLarge(int stored) {
        return BulkUpload.tooLarge(limits, stored);
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
