package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Writes models as JSON. */
final class ModelWriter {
    private ModelWriter() {}

    static Buffer one(ModelStatus model) {
        return JsonBuffer.render(out -> write(model, out));
    }

    static Buffer list(List<ModelStatus> models) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("models");
            for (ModelStatus model : models) {
                write(model, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void write(ModelStatus model, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("version", model.version());
        out.writeStringField("algorithm", model.algorithm());
        out.writeStringField(
                "registered_at", model.registeredAt().map(Instant::toString).orElse(null));
        out.writeStringField(
                "activated_at", model.activatedAt().map(Instant::toString).orElse(null));
        out.writeBooleanField("active", model.active());
        out.writeBooleanField("serving", model.serving());
        out.writeStringField("problem", model.problem().orElse(null));
        out.writeObjectFieldStart("metrics");
        for (var metric : new TreeMap<>(model.metrics()).entrySet()) {
            out.writeNumberField(metric.getKey(), metric.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
