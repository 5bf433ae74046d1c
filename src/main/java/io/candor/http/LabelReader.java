package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.catalog.Ids;
import io.candor.catalog.ItemFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what items are filtered by: texts, numbers and flags, all as {@link ItemFilter} compares them. */
final class LabelReader {
    private final JsonParser parser;
    private final Violations violations;
    private final RequestValues values;

    LabelReader(JsonParser parser, Violations violations, RequestValues values) {
        this.parser = parser;
        this.violations = violations;
        this.values = values;
    }

    List<String> labels(String path, int max) throws IOException {
        if (!values.expect(JsonToken.START_ARRAY, path, "a list")) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < max) {
                label(path + "[" + count + "]").ifPresent(labels::add);
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count > max) {
            violations.add(path, "must have at most " + max + " entries, has " + count);
        }
        return labels;
    }

    /** Returns the value at the current token as a label, or records why not. */
    Optional<String> label(String path) throws IOException {
        JsonToken token = parser.currentToken();
        String label;
        if (token == JsonToken.VALUE_STRING) {
            label = parser.getText();
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            label = token == JsonToken.VALUE_TRUE ? "true" : "false";
        } else if (values.isNumber()) {
            label = ItemFilter.labelOf(parser.getDoubleValue());
        } else {
            values.refuse(path, "must be a text, number or flag");
            return Optional.empty();
        }
        String problem = Ids.problemOf(label);
        if (!problem.isEmpty()) {
            violations.add(path, problem);
            return Optional.empty();
        }
        return Optional.of(label);
    }
}
