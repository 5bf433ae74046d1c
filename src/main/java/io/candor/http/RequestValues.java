package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.catalog.Ids;
import io.candor.catalog.Timestamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Checked values at the parser's current token. What does not fit is recorded with its path and skipped, so that reading
 * goes on behind it; then a harmless value is returned, since the request is refused in the end.
 */
final class RequestValues {
    private final JsonParser parser;
    private final Violations violations;

    RequestValues(JsonParser parser, Violations violations) {
        this.parser = parser;
        this.violations = violations;
    }

    void refuse(String path, String message) throws IOException {
        violations.add(path, message);
        parser.skipChildren();
    }

    /** Returns a text of 1 to 256 bytes. */
    String id(String path) throws IOException {
        if (!expect(JsonToken.VALUE_STRING, path, "a text")) {
            return "";
        }
        String id = parser.getText();
        String problem = Ids.problemOf(id);
        if (!problem.isEmpty()) {
            violations.add(path, problem);
        }
        return id;
    }

    /** Returns a text bounded by the body only. */
    String text(String path) throws IOException {
        return expect(JsonToken.VALUE_STRING, path, "a text") ? parser.getText() : "";
    }

    boolean flag(String path) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        expect(JsonToken.VALUE_FALSE, path, "true or false");
        return false;
    }

    int wholeNumber(String path, int min, int max) throws IOException {
        double value = isNumber() ? parser.getDoubleValue() : Double.NaN;
        if (value >= min && value <= max && value == Math.rint(value)) {
            return (int) value;
        }
        refuse(path, "must be a whole number from " + min + " to " + max + ", was " + shown());
        return min;
    }

    double number(String path) throws IOException {
        if (isNumber()) {
            return parser.getDoubleValue();
        }
        refuse(path, "must be a number, was " + shown());
        return 0;
    }

    OptionalDouble numberNotNegative(String path) throws IOException {
        double value = isNumber() ? parser.getDoubleValue() : Double.NaN;
        if (value >= 0 && value <= Double.MAX_VALUE) {
            return OptionalDouble.of(value);
        }
        refuse(path, "must be a number from 0 to 1.8e308, was " + shown());
        return OptionalDouble.empty();
    }

    OptionalLong time(String path) throws IOException {
        OptionalLong millis = OptionalLong.empty();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            millis = Timestamps.parse(parser.getText());
        } else if (isNumber()) {
            double value = parser.getDoubleValue();
            if (value == Math.rint(value) && Timestamps.MIN_MILLIS <= value && value <= Timestamps.MAX_MILLIS) {
                millis = OptionalLong.of((long) value);
            }
        }
        if (millis.isEmpty()) {
            refuse(path, "must be ISO-8601 or epoch milliseconds, in the years 1 to 9999, was " + shown());
        }
        return millis;
    }

    /** Returns texts of 1 to 256 bytes, in order. */
    List<String> ids(String path, int max) throws IOException {
        return list(path, max, true);
    }

    /** Returns texts bounded by the body only, in order. */
    List<String> texts(String path, int max) throws IOException {
        return list(path, max, false);
    }

    boolean isNumber() {
        JsonToken token = parser.currentToken();
        return token != null && token.isNumeric();
    }

    boolean expect(JsonToken token, String path, String what) throws IOException {
        if (parser.currentToken() == token) {
            return true;
        }
        refuse(path, "must be " + what + ", was " + shown());
        return false;
    }

    private List<String> list(String path, int max, boolean ids) throws IOException {
        if (!expect(JsonToken.START_ARRAY, path, "a list of texts")) {
            return List.of();
        }
        List<String> list = new ArrayList<>();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count < max) {
                element(path, count, ids, list);
            } else {
                parser.skipChildren();
            }
            count++;
        }
        if (count > max) {
            violations.add(path, "must have at most " + max + " entries, has " + count);
        }
        return list;
    }

    private void element(String path, int index, boolean id, List<String> list) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            refuse(path + "[" + index + "]", "must be a text, was " + shown());
            return;
        }
        String text = parser.getText();
        String problem = id ? Ids.problemOf(text) : "";
        if (problem.isEmpty()) {
            list.add(text);
        } else {
            violations.add(path + "[" + index + "]", problem);
        }
    }

    /** Returns the current value as it may stand in a message: scalars as they are, lists and objects by their kind. */
    private String shown() throws IOException {
        @Nullable JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "\"" + Violations.shortened(parser.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                Violations.shortened(parser.getText());
            default -> token.name().toLowerCase(Locale.ROOT);
        };
    }
}
