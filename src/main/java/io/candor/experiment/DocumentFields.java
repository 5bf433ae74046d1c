package io.candor.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.candor.catalog.Ids;
import io.candor.catalog.Timestamps;
import io.candor.config.NearestName;
import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The fields of one JSON object, read one by one; what is wrong becomes a violation, and the default stands in for it. A
 * field that is null counts as absent.
 */
final class DocumentFields {
    private final JsonNode object;
    private final String path;
    private final List<Violation> violations;

    DocumentFields(JsonNode object, String path, List<Violation> violations) {
        this.object = object.isObject() ? object : MissingNode.getInstance();
        this.path = path;
        this.violations = violations;
        if (!object.isObject()) {
            violations.add(new Violation(path, "must be an object, was " + describe(object)));
        }
    }

    /** Refuses all other fields. */
    DocumentFields only(List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String hint = NearestName.of(name, known)
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("");
                refuse(shortened(name), "unknown field" + hint);
            }
        });
        return this;
    }

    void refuse(String name, String message) {
        violations.add(new Violation(path(name), message));
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    JsonNode node(String name) {
        return has(name) ? object.path(name) : MissingNode.getInstance();
    }

    /** Returns a text of 1 to {@code maxBytes} bytes. */
    String text(String name, String absent, int maxBytes) {
        if (!has(name)) {
            return absent;
        }
        String problem = textProblem(node(name), maxBytes);
        if (!problem.isEmpty()) {
            refuse(name, problem);
            return absent;
        }
        return node(name).textValue();
    }

    /** Returns a text that {@link Names} allows. */
    String name(String name, String absent) {
        String text = text(name, absent, Names.MAX_LENGTH);
        String problem = text.equals(absent) ? "" : Names.problemOf(text);
        if (!problem.isEmpty()) {
            refuse(name, problem + ", was \"" + shortened(text) + "\"");
        }
        return problem.isEmpty() ? text : absent;
    }

    double number(String name, double absent, double min, double max) {
        if (!has(name)) {
            return absent;
        }
        double value = node(name).isNumber() ? node(name).doubleValue() : Double.NaN;
        if (!(value >= min && value <= max)) {
            String shown = node(name).isNumber() ? Double.toString(value) : describe(node(name));
            refuse(name, "must be a number from " + plain(min) + " to " + plain(max) + ", was " + shown);
            return absent;
        }
        return value;
    }

    boolean flag(String name, boolean absent) {
        if (has(name) && !node(name).isBoolean()) {
            refuse(name, "must be true or false, was " + describe(node(name)));
        }
        return node(name).asBoolean(absent);
    }

    /** Returns epoch milliseconds. */
    OptionalLong time(String name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        JsonNode node = node(name);
        OptionalLong millis = node.isTextual() ? Timestamps.parse(node.textValue()) : OptionalLong.empty();
        if (node.isIntegralNumber() && node.canConvertToLong() && Timestamps.inRange(node.longValue())) {
            millis = OptionalLong.of(node.longValue());
        }
        if (millis.isEmpty()) {
            refuse(name, "must be an ISO-8601 time or epoch milliseconds, was " + describe(node));
        }
        return millis;
    }

    /** Returns the entries of a list, at most {@code max} of them. */
    List<JsonNode> list(String name, int max) {
        List<JsonNode> entries = new ArrayList<>();
        if (!has(name)) {
            return entries;
        }
        if (!node(name).isArray()) {
            refuse(name, "must be a list, was " + describe(node(name)));
            return entries;
        }
        if (node(name).size() > max) {
            refuse(
                    name,
                    "must have at most " + max + " entries, has " + node(name).size());
            return entries;
        }
        node(name).forEach(entries::add);
        return entries;
    }

    /** Returns the distinct texts of a list. */
    List<String> texts(String name, int max, int maxBytes) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> entries = list(name, max);
        for (int i = 0; i < entries.size(); i++) {
            String problem = textProblem(entries.get(i), maxBytes);
            String text = entries.get(i).asText();
            if (!problem.isEmpty()) {
                refuse(name + "[" + i + "]", problem);
            } else if (texts.contains(text)) {
                refuse(name + "[" + i + "]", "is given twice");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String textProblem(JsonNode node, int maxBytes) {
        return node.isTextual() ? Ids.problemOf(node.textValue(), maxBytes) : "must be a text, was " + describe(node);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static String shortened(String text) {
        return text.length() <= 32 ? text : text.substring(0, text.offsetByCodePoints(0, 16)) + "…";
    }

    static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the text \"" + shortened(node.textValue()) + "\"";
            case NUMBER -> "the number " + shortened(node.asText());
            case BOOLEAN -> node.asText();
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
