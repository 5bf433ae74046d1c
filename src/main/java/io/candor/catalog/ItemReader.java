package io.candor.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.error.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Reads one item from a parser, field by field, and goes on after a violation to find the others. Used once. */
final class ItemReader {
    private final JsonParser parser;
    private final String pathId;
    private final List<Violation> violations;
    private final JsonValues values;
    private final Set<String> seen = new HashSet<>();

    private boolean idGiven;
    private String id = "";
    private List<String> categories = List.of();
    private List<String> creators = List.of();
    private OptionalLong publishedAt = OptionalLong.empty();
    private OptionalDouble price = OptionalDouble.empty();
    private boolean available = true;
    private TimeWindow availability = TimeWindow.ALWAYS;
    private List<Season> seasons = List.of();
    private double boost;
    private List<Float> factors = List.of();
    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    ItemReader(JsonParser parser, String pathId, List<Violation> violations) {
        this.parser = parser;
        this.pathId = pathId;
        this.violations = violations;
        this.values = new JsonValues(parser, violations);
    }

    Optional<Item> read() throws IOException {
        int before = violations.size();
        JsonToken first = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            violations.add(new Violation("", "must be an object, was " + JsonValues.describe(first)));
            parser.skipChildren();
            return Optional.empty();
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            field(name);
        }
        checkId();
        return violations.size() == before ? Optional.of(item()) : Optional.empty();
    }

    private void field(String name) throws IOException {
        if (!seen.add(name)) {
            values.refuse(name, "is given twice");
            return;
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "id" -> {
                idGiven = true;
                id = values.text(name, 1, Item.MAX_ID_BYTES);
            }
            case "categories" -> categories = values.labels(name);
            case "creators" -> creators = values.labels(name);
            case "published_at" -> publishedAt = values.time(name);
            case "price" -> price = price(name);
            case "available" -> available = values.flag(name, true);
            case "availability" -> availability = new WindowReader(parser, values).window(name);
            case "seasons" -> seasons = new WindowReader(parser, values).seasons(name);
            case "boost" -> boost = values.number(name).orElse(0);
            case "factors" -> factors = values.factors(name);
            default -> attribute(name);
        }
    }

    private OptionalDouble price(String name) throws IOException {
        OptionalDouble value = values.number(name);
        if (value.isPresent() && value.getAsDouble() < 0) {
            values.refuse(name, "must not be negative, was " + value.getAsDouble());
        }
        return value;
    }

    private void attribute(String name) throws IOException {
        String problem = Texts.problemOf(name, 1, ItemCodec.MAX_NAME_BYTES);
        if (!problem.isEmpty()) {
            values.refuse(abbreviated(name), "name of an attribute " + problem);
        } else if (attributes.size() == ItemCodec.MAX_ATTRIBUTES) {
            values.refuse(name, "is one attribute too many, at most " + ItemCodec.MAX_ATTRIBUTES + " are kept");
        } else {
            values.attribute(name).ifPresent(value -> attributes.put(name, value));
        }
    }

    private static String abbreviated(String name) {
        return name.length() <= 32 ? name : name.substring(0, name.offsetByCodePoints(0, 16)) + "…";
    }

    private void checkId() {
        if (!idGiven) {
            id = pathId;
            String problem = id.isEmpty() ? "is missing" : Ids.problemOf(id);
            if (!problem.isEmpty()) {
                violations.add(new Violation("id", problem));
            }
        } else if (!pathId.isEmpty() && !id.isEmpty() && !id.equals(pathId)) {
            violations.add(new Violation("id", "must be \"" + pathId + "\" as in the path, was \"" + id + "\""));
        }
    }

    private Item item() {
        return new Item(
                id,
                categories,
                creators,
                publishedAt,
                price,
                available,
                availability,
                new ArrayList<>(seasons),
                boost,
                attributes,
                factors);
    }
}
