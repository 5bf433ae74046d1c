package io.candor.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.catalog.Ids;
import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tree of a variant's overrides within bounds. Used once. */
final class OverrideReader {
    static final int MAX_DEPTH = 8;
    static final int MAX_VALUES = 256;
    static final int MAX_NAME_BYTES = 64;
    static final int MAX_TEXT_BYTES = 1024;

    private final List<Violation> violations;
    private int values;

    OverrideReader(List<Violation> violations) {
        this.violations = violations;
    }

    /** Returns the tree; what was refused is not in it. */
    Map<String, Object> read(JsonNode node, String path) {
        if (node.isMissingNode()) {
            return Map.of();
        }
        if (!node.isObject()) {
            refuse(path, "must be an object, was " + DocumentFields.describe(node));
            return Map.of();
        }
        Map<String, Object> tree = object(node, path, 1);
        if (values > MAX_VALUES) {
            refuse(path, "must have at most " + MAX_VALUES + " values, has " + values);
        }
        return tree;
    }

    private Map<String, Object> object(JsonNode node, String path, int depth) {
        Map<String, Object> tree = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String problem = Ids.problemOf(entry.getKey(), MAX_NAME_BYTES);
            String child = path + "." + DocumentFields.shortened(entry.getKey());
            if (!problem.isEmpty()) {
                refuse(child, "a name " + problem);
                return;
            }
            value(entry.getValue(), child, depth).ifPresent(value -> tree.put(entry.getKey(), value));
        });
        return tree;
    }

    private Optional<Object> value(JsonNode node, String path, int depth) {
        values++;
        if (node.isContainerNode() && depth == MAX_DEPTH) {
            refuse(path, "must not be nested deeper than " + MAX_DEPTH + " levels");
            return Optional.empty();
        }
        return switch (node.getNodeType()) {
            case OBJECT -> Optional.of(object(node, path, depth + 1));
            case ARRAY -> Optional.of(list(node, path, depth + 1));
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> number(node, path);
            case STRING -> text(node.textValue(), path);
            default -> {
                refuse(path, "must not be null; leave it out to keep the placement's own");
                yield Optional.empty();
            }
        };
    }

    private List<Object> list(JsonNode node, String path, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            value(node.get(i), path + "[" + i + "]", depth).ifPresent(list::add);
        }
        return list;
    }

    private Optional<Object> number(JsonNode node, String path) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        if (!Double.isFinite(node.doubleValue())) {
            refuse(path, "must be finite");
            return Optional.empty();
        }
        return Optional.of(node.doubleValue());
    }

    private Optional<Object> text(String text, String path) {
        String problem = text.isEmpty() ? "" : Ids.problemOf(text, MAX_TEXT_BYTES);
        if (!problem.isEmpty()) {
            refuse(path, problem);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private void refuse(String path, String message) {
        violations.add(new Violation(path, message));
    }
}
