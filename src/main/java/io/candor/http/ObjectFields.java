package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the fields of one JSON object of which all names are known. Unknown names and names given twice are recorded
 * and skipped; null counts as not given.
 */
final class ObjectFields {
    private final JsonParser parser;
    private final Violations violations;
    private final String prefix;
    private final List<String> known;
    private int seen;

    /** @param prefix of the paths of its fields: empty, or ending in a dot */
    ObjectFields(JsonParser parser, Violations violations, String prefix, List<String> known) {
        this.parser = parser;
        this.violations = violations;
        this.prefix = prefix;
        this.known = known;
    }

    /** Moves to the value of the next good field and returns its name, or null at the end of the object. */
    @Nullable
    String next() throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            int index = known.indexOf(name);
            if (index < 0) {
                violations.addUnknown(prefix, name, known);
            } else if ((seen & 1 << index) != 0) {
                violations.add(prefix + name, "is given twice");
            } else {
                seen |= 1 << index;
                if (value != JsonToken.VALUE_NULL) {
                    return name;
                }
            }
            parser.skipChildren();
        }
        return null;
    }
}
