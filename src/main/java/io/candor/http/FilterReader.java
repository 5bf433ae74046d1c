package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.catalog.Ids;
import io.candor.catalog.ItemFilter;
import io.candor.catalog.ItemFilter.LabelCondition;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code filter}: {@code categories} and {@code creators} are a list (any of it) or an object of {@code any}, {@code
 * all} and {@code none}; each of the {@code attributes} is that or a single value; {@code published_after} is a time;
 * {@code price} has {@code min} and {@code max}. An empty list asks for nothing.
 */
final class FilterReader {
    static final int MAX_LABELS = 100;
    static final int MAX_ATTRIBUTES = 32;
    private static final List<String> FIELDS =
            List.of("categories", "creators", "attributes", "published_after", "price");
    private static final List<String> CONDITION = List.of("any", "all", "none");
    private static final List<String> RANGE = List.of("min", "max");

    private final JsonParser parser;
    private final Violations violations;
    private final RequestValues values;

    private LabelCondition categories = LabelCondition.NONE;
    private LabelCondition creators = LabelCondition.NONE;
    private Map<String, LabelCondition> attributes = Map.of();
    private OptionalLong publishedAfter = OptionalLong.empty();
    private OptionalDouble minPrice = OptionalDouble.empty();
    private OptionalDouble maxPrice = OptionalDouble.empty();

    FilterReader(JsonParser parser, Violations violations, RequestValues values) {
        this.parser = parser;
        this.violations = violations;
        this.values = values;
    }

    ItemFilter read() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "filter", "an object")) {
            return ItemFilter.NONE;
        }
        ObjectFields fields = new ObjectFields(parser, violations, "filter.", FIELDS);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "categories" -> categories = condition("filter.categories");
                case "creators" -> creators = condition("filter.creators");
                case "attributes" -> attributes = attributes();
                case "published_after" -> publishedAfter = values.time("filter.published_after");
                default -> price();
            }
        }
        return new ItemFilter(categories, creators, attributes, publishedAfter, minPrice, maxPrice);
    }

    private LabelCondition condition(String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return conditionObject(path);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return new LabelCondition(labels(path), List.of(), List.of());
        }
        values.refuse(path, "must be a list of texts or an object of any, all and none");
        return LabelCondition.NONE;
    }

    private LabelCondition conditionObject(String path) throws IOException {
        List<String> any = List.of();
        List<String> all = List.of();
        List<String> none = List.of();
        ObjectFields fields = new ObjectFields(parser, violations, path + ".", CONDITION);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            List<String> labels = labels(path + "." + name);
            switch (name) {
                case "any" -> any = labels;
                case "all" -> all = labels;
                default -> none = labels;
            }
        }
        return new LabelCondition(any, all, none);
    }

    private List<String> labels(String path) throws IOException {
        return new LabelReader(parser, violations, values).labels(path, MAX_LABELS);
    }

    private Map<String, LabelCondition> attributes() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "filter.attributes", "an object")) {
            return Map.of();
        }
        Map<String, LabelCondition> conditions = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            String problem = Ids.problemOf(name);
            if (!problem.isEmpty()) {
                values.refuse("filter.attributes", "the name of an attribute " + problem);
            } else if (conditions.containsKey(name)) {
                values.refuse(path(name), "is given twice");
            } else if (conditions.size() == MAX_ATTRIBUTES) {
                values.refuse(path(name), "is one too many, at most " + MAX_ATTRIBUTES + " attributes are filtered on");
            } else {
                conditions.put(name, attribute(path(name)));
            }
        }
        return conditions;
    }

    private static String path(String attribute) {
        return "filter.attributes." + Violations.shortened(attribute);
    }

    private LabelCondition attribute(String path) throws IOException {
        if (parser.currentToken().isScalarValue()) {
            List<String> label = new LabelReader(parser, violations, values)
                    .label(path)
                    .map(List::of)
                    .orElse(List.of());
            return new LabelCondition(label, List.of(), List.of());
        }
        return condition(path);
    }

    private void price() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "filter.price", "an object of min and max")) {
            return;
        }
        ObjectFields fields = new ObjectFields(parser, violations, "filter.price.", RANGE);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("min")) {
                minPrice = values.numberNotNegative("filter.price.min");
            } else {
                maxPrice = values.numberNotNegative("filter.price.max");
            }
        }
        if (minPrice.orElse(0) > maxPrice.orElse(Double.MAX_VALUE)) {
            violations.add(
                    "filter.price",
                    "must have min at most max, was " + minPrice.getAsDouble() + " to " + maxPrice.getAsDouble());
        }
    }
}
