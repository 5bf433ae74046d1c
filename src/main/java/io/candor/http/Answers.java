package io.candor.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers of a request that went well. Does nothing when the client is gone. */
final class Answers {
    static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private Answers() {}

    static void json(RoutingContext context, Buffer body) {
        HttpServerResponse response = context.response();
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .end(body);
        }
    }

    /** Answers 202: it is done, or will be, see the body. */
    static void accepted(RoutingContext context, Buffer body) {
        context.response().setStatusCode(202);
        json(context, body);
    }

    static void noContent(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!response.closed()) {
            response.setStatusCode(204).end();
        }
    }
}
