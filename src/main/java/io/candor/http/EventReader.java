package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.event.Action;
import io.candor.event.EventIds;
import io.candor.serving.EventDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one event at the parser's current token, and stops behind it whatever is wrong with it. Used once. */
final class EventReader {
    private static final List<String> FIELDS =
            List.of("type", "id", "token", "item", "positions", "user", "session", "ts", "value");
    private static final int MAX_POSITION = 0xffff;

    private final JsonParser parser;
    private final Violations violations = new Violations();
    private final RequestValues values;
    private final ActionReader action;
    private final RepeatedText tokens;

    private Optional<UUID> id = Optional.empty();
    private String token = "";
    private String item = "";
    private List<Integer> positions = List.of();
    private String user = "";
    private String session = "";
    private OptionalLong clientMillis = OptionalLong.empty();

    /** @param tokens of the batch */
    EventReader(JsonParser parser, RepeatedText tokens) {
        this.parser = parser;
        this.tokens = tokens;
        this.values = new RequestValues(parser, violations);
        this.action = new ActionReader(parser, violations, values);
    }

    ReadEvent read() throws IOException {
        if (values.expect(JsonToken.START_OBJECT, "", "an object")) {
            fields();
            Optional<Action> done = action.action();
            if (violations.isEmpty() && done.isPresent()) {
                return new ReadEvent.Drafted(
                        new EventDraft(id, token, item, positions, user, session, clientMillis, done.get()));
            }
        }
        return new ReadEvent.Malformed(id.map(UUID::toString).orElse(""), violations.inOneLine());
    }

    private void fields() throws IOException {
        ObjectFields fields = new ObjectFields(parser, violations, "", FIELDS);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "type" -> action.type();
                case "id" -> id();
                case "token" -> token = values.expect(JsonToken.VALUE_STRING, name, "a text") ? tokens.of(parser) : "";
                case "item" -> item = values.id(name);
                case "positions" -> positions = positions();
                case "user" -> user = values.id(name);
                case "session" -> session = values.id(name);
                case "ts" -> clientMillis = values.time(name);
                default -> action.value();
            }
        }
    }

    private void id() throws IOException {
        if (values.expect(JsonToken.VALUE_STRING, "id", "the text of a UUID")) {
            id = EventIds.parse(parser.getText());
            if (id.isEmpty()) {
                violations.add(
                        "id",
                        "must be a UUID of 36 characters, was \"" + Violations.shortened(parser.getText()) + "\"");
            }
        }
    }

    private List<Integer> positions() throws IOException {
        if (!values.expect(JsonToken.START_ARRAY, "positions", "a list of whole numbers")) {
            return List.of();
        }
        List<Integer> list = new ArrayList<>();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < EventDraft.MAX_POSITIONS) {
                list.add(values.wholeNumber("positions[" + count + "]", 1, MAX_POSITION));
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count == 0 || count > EventDraft.MAX_POSITIONS) {
            violations.add("positions", "must have 1 to " + EventDraft.MAX_POSITIONS + " entries, has " + count);
        }
        return list;
    }
}
