package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Checks the media type of a request and reads its body, up to a bound. */
final class JsonBody implements Handler<RoutingContext> {
    private static final byte[] EMPTY = {};

    private final String[] mediaTypes;
    private final int maxBytes;
    private final BodyHandler reader;

    JsonBody(int maxBytes) {
        this(maxBytes, MediaType.JSON);
    }

    /** @param mediaTypes those that are taken */
    JsonBody(int maxBytes, String... mediaTypes) {
        this.mediaTypes = mediaTypes.clone();
        this.maxBytes = maxBytes;
        this.reader = BodyHandler.create(false).setBodyLimit(maxBytes);
    }

    @Override
    public void handle(RoutingContext context) {
        MediaType.require(context.request(), mediaTypes);
        Exchange.of(context).bodyLimitBytes(maxBytes);
        reader.handle(context);
    }

    /** Returns the bytes that were read. */
    static byte[] of(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? EMPTY : body.getBytes();
    }
}
