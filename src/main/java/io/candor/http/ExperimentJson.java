package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.ExperimentCodec;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes experiments, their history and the switch of all exploration as JSON. */
final class ExperimentJson {

    private ExperimentJson() {}

    /** Writes the document, as it may be sent back changed. */
    static Buffer one(StoredExperiment stored) {
        return JsonBuffer.render(
                out -> ExperimentCodec.write(stored.experiment().document(), out));
    }

    static Buffer list(List<StoredExperiment> experiments) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("experiments");
            for (StoredExperiment stored : experiments) {
                ExperimentCodec.write(stored.experiment().document(), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    static Buffer exploration(ExplorationSwitch exploration) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeBooleanField("enabled", exploration.enabled());
            out.writeStringField("changed_at", exploration.changedAt().toString());
            out.writeStringField("changed_by", exploration.changedBy().isEmpty() ? null : exploration.changedBy());
            out.writeEndObject();
        });
    }

    static Buffer audit(List<AuditEntry> entries) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("changes");
            for (AuditEntry entry : entries) {
                entry(entry, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void entry(AuditEntry entry, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("at", entry.at().toString());
        out.writeStringField("actor", entry.actor());
        out.writeStringField("action", entry.action().wire());
        out.writeNumberField("revision", entry.revision());
        document("before", entry.before(), out);
        document("after", entry.after(), out);
        out.writeEndObject();
    }

    private static void document(String name, Optional<String> json, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        if (json.isPresent()) {
            out.writeRawValue(json.get());
        } else {
            out.writeNull();
        }
    }
}
