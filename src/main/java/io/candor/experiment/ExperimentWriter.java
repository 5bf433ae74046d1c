package io.candor.experiment;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.catalog.Timestamps;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes documents and what was allotted. Stateless. */
final class ExperimentWriter {
    private ExperimentWriter() {}

    /** Writes the fields of a document into the object that is open; those that are empty are left out. */
    static void fields(Experiment experiment, JsonGenerator out) throws IOException {
        out.writeStringField("id", experiment.id());
        out.writeStringField("layer", experiment.bucketing().layer());
        out.writeNumberField("coverage", experiment.bucketing().coverage());
        out.writeBooleanField("enabled", experiment.enabled());
        bucketing(experiment.bucketing(), out);
        audience(experiment.audience(), out);
        out.writeArrayFieldStart("variants");
        for (Variant variant : experiment.variants()) {
            out.writeStartObject();
            out.writeStringField("id", variant.id());
            out.writeNumberField("weight", variant.weight());
            out.writeFieldName("overrides");
            value(variant.overrides(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("control", experiment.control());
        measurement(experiment.measurement(), out);
        text("hypothesis", experiment.hypothesis(), out);
        text("description", experiment.description(), out);
    }

    private static void bucketing(Bucketing bucketing, JsonGenerator out) throws IOException {
        out.writeStringField("salt", bucketing.salt());
        out.writeStringField("hashing", bucketing.hashing().wire());
        out.writeNumberField("holdout", bucketing.holdout());
        if (bucketing.namespace().isPresent()) {
            SegmentRange range = bucketing.namespace().get();
            out.writeObjectFieldStart("namespace");
            out.writeNumberField("start", Segments.share(range.from()));
            out.writeNumberField("end", Segments.share(range.to()));
            out.writeEndObject();
        }
    }

    private static void audience(Audience audience, JsonGenerator out) throws IOException {
        texts("placements", audience.placements(), out);
        Targeting targeting = audience.targeting();
        out.writeObjectFieldStart("targeting");
        if (!targeting.subjects().isEmpty()) {
            texts(
                    "subjects",
                    targeting.subjects().stream()
                            .map(TargetingReader::wire)
                            .sorted()
                            .toList(),
                    out);
        }
        conditions("all", targeting.all(), out);
        conditions("any", targeting.any(), out);
        conditions("none", targeting.none(), out);
        out.writeEndObject();
        if (audience.startsAt().isPresent()) {
            out.writeStringField(
                    "starts_at", Timestamps.format(audience.startsAt().getAsLong()));
        }
        if (audience.endsAt().isPresent()) {
            out.writeStringField("ends_at", Timestamps.format(audience.endsAt().getAsLong()));
        }
    }

    private static void conditions(String name, List<Targeting.Condition> conditions, JsonGenerator out)
            throws IOException {
        if (conditions.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(name);
        for (Targeting.Condition condition : conditions) {
            out.writeStartObject();
            out.writeStringField("attribute", condition.attribute());
            texts("values", condition.values().stream().sorted().toList(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void measurement(Measurement measurement, JsonGenerator out) throws IOException {
        texts("metrics", measurement.metrics().stream().map(Metric::name).toList(), out);
        out.writeArrayFieldStart("guardrails");
        for (Guardrail guardrail : measurement.guardrails()) {
            out.writeStartObject();
            out.writeStringField("metric", guardrail.metric().name());
            out.writeStringField("direction", guardrail.direction().wire());
            out.writeNumberField("tolerated_loss", guardrail.toleratedLoss());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the fields of what was allotted into the object that is open. */
    static void allotment(AllottedExperiment allotted, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("segments");
        for (SegmentRange range : allotted.allocation().segments()) {
            out.writeArray(new int[] {range.from(), range.to()}, 0, 2);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("arms");
        for (BucketRange range : allotted.allocation().arms()) {
            out.writeStartArray();
            out.writeNumber(range.from());
            out.writeNumber(range.to());
            out.writeString(range.arm());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("epochs");
        for (AllottedExperiment.Epoch epoch : allotted.epochs()) {
            out.writeStartObject();
            out.writeNumberField("since", epoch.sinceMillis());
            out.writeObjectFieldStart("shares");
            for (Map.Entry<String, Double> share : epoch.shares().entrySet()) {
                out.writeNumberField(share.getKey(), share.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void value(Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    value(entry.getValue(), out);
                }
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    value(element, out);
                }
                out.writeEndArray();
            }
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            default -> out.writeString((String) value);
        }
    }

    private static void texts(String name, List<String> texts, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void text(String name, String text, JsonGenerator out) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }
}
