package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import io.candor.retrieval.Source;
import io.candor.serving.Slate;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes a slate as the answer to a request. Allocates a handful of objects a slate and none an item, unless properties or
 * explanations were asked for. Belongs to one event loop.
 */
final class SlateWriter {
    private static final SerializableString REQUEST_ID = new SerializedString("request_id");
    private static final SerializableString MODEL = new SerializedString("model");
    private static final SerializableString POLICY = new SerializedString("policy");
    private static final SerializableString VARIANTS = new SerializedString("variants");
    private static final SerializableString DEGRADED = new SerializedString("degraded");
    private static final SerializableString ITEMS = new SerializedString("items");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString POSITION = new SerializedString("position");
    private static final SerializableString SCORE = new SerializedString("score");
    private static final SerializableString PROPENSITY = new SerializedString("propensity");
    private static final SerializableString REASONS = new SerializedString("reasons");
    private static final SerializableString PROPERTIES = new SerializedString("properties");
    private static final SerializableString EXPLANATION = new SerializedString("explanation");
    private static final SerializableString TOKEN = new SerializedString("token");
    private static final SerializableString CURSOR = new SerializedString("cursor");
    private static final SerializableString[] SOURCES = Source.of(-1).stream()
            .map(source -> new SerializedString(source.wire()))
            .toArray(SerializableString[]::new);

    private final DecimalWriter decimals = new DecimalWriter();

    /** @param properties item fields wanted back; those an item lacks are left out */
    Buffer write(Slate slate, List<String> properties, boolean explain) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            head(slate, out);
            out.writeFieldName(ITEMS);
            out.writeStartArray();
            for (int i = 0; i < slate.size(); i++) {
                item(slate, i, properties, explain, out);
            }
            out.writeEndArray();
            tail(slate, out);
            out.writeEndObject();
        });
    }

    private static void head(Slate slate, JsonGenerator out) throws IOException {
        text(REQUEST_ID, slate.requestId(), out);
        text(MODEL, slate.model(), out);
        text(POLICY, slate.policy(), out);
        out.writeFieldName(VARIANTS);
        out.writeStartObject();
        for (Map.Entry<String, String> variant : slate.variants().entrySet()) {
            out.writeStringField(variant.getKey(), variant.getValue());
        }
        out.writeEndObject();
        textOrNull(DEGRADED, slate.degraded().orElse(""), out);
    }

    private static void tail(Slate slate, JsonGenerator out) throws IOException {
        text(TOKEN, slate.token(), out);
        textOrNull(CURSOR, slate.cursor(), out);
    }

    private void item(Slate slate, int i, List<String> properties, boolean explain, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        text(ID, slate.idAt(i), out);
        out.writeFieldName(POSITION);
        out.writeNumber(slate.firstPosition() + i);
        out.writeFieldName(SCORE);
        decimals.rounded(slate.scoreAt(i), out);
        out.writeFieldName(PROPENSITY);
        decimals.exact(slate.propensityAt(i), out);
        reasons(slate.sourcesAt(i), out);
        if (!properties.isEmpty()) {
            properties(slate.itemAt(i), properties, out);
        }
        if (explain) {
            explanation(slate.explanationAt(i), out);
        }
        out.writeEndObject();
    }

    private static void reasons(int sources, JsonGenerator out) throws IOException {
        out.writeFieldName(REASONS);
        out.writeStartArray();
        for (int mask = sources; mask != 0; mask &= mask - 1) {
            out.writeString(SOURCES[Integer.numberOfTrailingZeros(mask)]);
        }
        out.writeEndArray();
    }

    private static void properties(Item item, List<String> properties, JsonGenerator out) throws IOException {
        out.writeFieldName(PROPERTIES);
        out.writeStartObject();
        for (int i = 0; i < properties.size(); i++) {
            if (properties.indexOf(properties.get(i)) == i) {
                ItemCodec.writeField(item, properties.get(i), out);
            }
        }
        out.writeEndObject();
    }

    private static void explanation(Map<String, Double> terms, JsonGenerator out) throws IOException {
        out.writeFieldName(EXPLANATION);
        out.writeStartObject();
        for (Map.Entry<String, Double> term : terms.entrySet()) {
            out.writeNumberField(term.getKey(), term.getValue());
        }
        out.writeEndObject();
    }

    private static void text(SerializableString name, String value, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        out.writeString(value);
    }

    private static void textOrNull(SerializableString name, String value, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        if (value.isEmpty()) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }
}
