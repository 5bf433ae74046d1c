package io.candor.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.error.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Checked values at the parser's current token. What does not fit is recorded with its path and skipped, so that reading
 * goes on behind it.
 */
final class JsonValues {
    private final JsonParser parser;
    private final List<Violation> violations;

    JsonValues(JsonParser parser, List<Violation> violations) {
        this.parser = parser;
        this.violations = violations;
    }

    /** Records a violation and leaves the parser on the last token of the value. */
    void refuse(String path, String message) throws IOException {
        violations.add(new Violation(path, message));
        parser.skipChildren();
    }

    /** Returns the text, or an empty one when it was refused. */
    String text(String path, int minBytes, int maxBytes) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            refuse(path, "must be a text, was " + describe(parser.currentToken()));
            return "";
        }
        String text = parser.getText();
        String problem = Texts.problemOf(text, minBytes, maxBytes);
        if (!problem.isEmpty()) {
            refuse(path, problem);
            return "";
        }
        return text;
    }

    boolean flag(String path, boolean otherwise) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            refuse(path, "must be true or false, was " + describe(token));
            return otherwise;
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Returns a finite number, −0 as 0; empty when it was refused. */
    OptionalDouble number(String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) {
            refuse(path, "must be a number, was " + describe(token));
            return OptionalDouble.empty();
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            refuse(path, "must be finite and within ±1.8e308");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value + 0.0);
    }

    /** Returns epoch milliseconds; empty when it was refused. */
    OptionalLong time(String path) throws IOException {
        OptionalLong millis = OptionalLong.empty();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            millis = Timestamps.parse(parser.getText());
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            double value = parser.getDoubleValue();
            if (Timestamps.MIN_MILLIS <= value && value <= Timestamps.MAX_MILLIS) {
                millis = OptionalLong.of(parser.getLongValue());
            }
        }
        if (millis.isEmpty()) {
            refuse(path, "must be ISO-8601 or epoch milliseconds, in the years 1 to 9999");
        }
        return millis;
    }

    /** Returns a list of at most {@link Item#MAX_LABELS} labels; what was refused is left out. */
    List<String> labels(String path) throws IOException {
        if (!expectArray(path, "a list of texts")) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        int i = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i < Item.MAX_LABELS) {
                String label = text(path + "[" + i + "]", 1, Item.MAX_LABEL_BYTES);
                if (!label.isEmpty()) {
                    labels.add(label);
                }
            } else {
                parser.skipChildren();
            }
        }
        checkCount(path, i, Item.MAX_LABELS);
        return labels;
    }

    /** Returns a vector of finite float32 values; what was refused is 0 in it. */
    List<Float> factors(String path) throws IOException {
        if (!expectArray(path, "a list of numbers")) {
            return List.of();
        }
        List<Float> factors = new ArrayList<>();
        int i = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i < ItemCodec.MAX_FACTORS) {
                factors.add(factor(path + "[" + i + "]"));
            } else {
                parser.skipChildren();
            }
        }
        checkCount(path, i, ItemCodec.MAX_FACTORS);
        return factors;
    }

    Optional<AttributeValue> attribute(String path) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Optional.of(new AttributeValue.Text(text(path, 0, ItemCodec.MAX_TEXT_BYTES)));
            case VALUE_TRUE -> Optional.of(new AttributeValue.Flag(true));
            case VALUE_FALSE -> Optional.of(new AttributeValue.Flag(false));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                number(path).stream()
                        .mapToObj(value -> (AttributeValue) new AttributeValue.Numeric(value))
                        .findFirst();
            case START_ARRAY -> Optional.of(new AttributeValue.Texts(labels(path)));
            default -> {
                refuse(path, "must be a text, number, flag or list of texts, was " + describe(parser.currentToken()));
                yield Optional.empty();
            }
        };
    }

    /** Returns whether the current value is an array; records a violation when not. */
    boolean expectArray(String path, String what) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        refuse(path, "must be " + what + ", was " + describe(parser.currentToken()));
        return false;
    }

    void checkCount(String path, int count, int max) {
        if (count > max) {
            violations.add(new Violation(path, "must have at most " + max + " entries, has " + count));
        }
    }

    static String describe(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a flag";
            case VALUE_NULL -> "null";
            default -> token.name().toLowerCase(Locale.ROOT);
        };
    }

    private float factor(String path) throws IOException {
        double value = number(path).orElse(0);
        float factor = (float) value;
        if (!Float.isFinite(factor)) {
            refuse(path, "must be within float32, was " + value);
            return 0;
        }
        return factor;
    }
}
