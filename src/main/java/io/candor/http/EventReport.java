package io.candor.http;

import io.candor.serving.EventRefusal;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** What became of a batch of events; at most one refusal an event of the batch. */
final class EventReport {
    private final String requestId;
    private final List<Refused> refused = new ArrayList<>(0);

    /**
     * One event that was not accepted.
     *
     * @param index in the batch, from 0
     * @param id the client's; empty when there is none
     */
    private record Refused(int index, String id, EventRefusal code, String message) {}

    EventReport(String requestId) {
        this.requestId = requestId;
    }

    void reject(int index, String id, EventRefusal code, String message) {
        refused.add(new Refused(index, id, code, message));
    }

    int rejected() {
        return refused.size();
    }

    Buffer write(int accepted, int duplicates) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("request_id", requestId);
            out.writeNumberField("accepted", accepted);
            out.writeNumberField("duplicates", duplicates);
            out.writeArrayFieldStart("rejected");
            for (Refused one : refused) {
                out.writeStartObject();
                out.writeNumberField("index", one.index);
                if (!one.id.isEmpty()) {
                    out.writeStringField("id", one.id);
                }
                out.writeStringField("code", one.code.wire());
                out.writeStringField("message", one.message);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
