package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch of events in one pass: {@code {"events": […]}} or the bare list. An event that breaks a rule is returned as
 * such and costs no other; only what makes the body no batch at all refuses it as a whole.
 */
final class EventBatchReader {
    private static final List<String> FIELDS = List.of("events");

    private final int maxEvents;

    EventBatchReader(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /**
     * Reads a batch.
     *
     * @param json UTF-8; not modified
     * @return one entry an event, in order
     * @throws io.candor.error.CandorException MALFORMED_JSON when it is not one JSON document; INVALID_REQUEST when there is
     *     no list of events in it, or a longer one than the bound
     */
    List<ReadEvent> read(byte[] json) {
        return JsonDocument.readAny(json, this::batch);
    }

    private List<ReadEvent> batch(JsonParser parser, Violations violations) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return events(parser, violations);
        }
        if (!new RequestValues(parser, violations).expect(JsonToken.START_OBJECT, "", "an object or a list")) {
            return List.of();
        }
        ObjectFields fields = new ObjectFields(parser, violations, "", FIELDS);
        @Nullable List<ReadEvent> events = null;
        while (fields.next() != null) {
            events = new RequestValues(parser, violations).expect(JsonToken.START_ARRAY, "events", "a list of events")
                    ? events(parser, violations)
                    : List.of();
        }
        if (events == null) {
            violations.add("events", "must be given");
            return List.of();
        }
        return events;
    }

    private List<ReadEvent> events(JsonParser parser, Violations violations) throws IOException {
        List<ReadEvent> events = new ArrayList<>();
        RepeatedText tokens = new RepeatedText();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < maxEvents) {
                events.add(new EventReader(parser, tokens).read());
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count > maxEvents) {
            violations.add("events", "must have at most " + maxEvents + " entries, has " + count);
        }
        return events;
    }
}
