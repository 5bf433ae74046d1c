package io.candor.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Writes that something is durable and not yet done everywhere. */
final class PendingWriter {
    private PendingWriter() {}

    static Buffer write(RoutingContext context) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("request_id", Exchange.of(context).requestId());
            out.writeStringField("status", "pending");
            out.writeStringField("detail", "durable; the storage follows when it can be reached again");
            out.writeEndObject();
        });
    }
}
