package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.catalog.Ids;
import io.candor.config.NearestName;
import io.candor.event.Action;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code type} and {@code value} of an event, which may come in either order, and makes an {@link Action} of them.
 *
 * <p>The value is an object of the fields below, or just the number or text of its main field. Used once.
 *
 * <pre>
 *   watch      watched, duration, replayed (false)
 *   dwell      seconds                              or a number
 *   viewable   seconds (0)                          or a number
 *   rating     stars                                or a number
 *   scroll     depth                                or a number
 *   purchase   quantity (1), price (0)
 *   search     query                                or a text
 *   others     none
 * </pre>
 */
final class ActionReader {
    static final int MAX_QUERY_BYTES = 512;

    private static final Map<String, Action.Type> TYPES = new HashMap<>();
    private static final List<String> TYPE_NAMES =
            Arrays.stream(Action.Type.values()).map(Action.Type::wire).toList();
    private static final List<String> FIELDS =
            List.of("watched", "duration", "seconds", "stars", "depth", "price", "quantity", "replayed", "query");
    /** How many of the fields are numbers. */
    private static final int NUMBERS = 7;

    static {
        for (Action.Type type : Action.Type.values()) {
            TYPES.put(type.wire(), type);
        }
    }

    private final JsonParser parser;
    private final Violations violations;
    private final RequestValues values;

    private Action.@Nullable Type type;
    private boolean typeGiven;
    private boolean valueGiven;
    private final double[] numbers = new double[NUMBERS];
    /** Which fields of the value are given, by bit. */
    private int given;
    /** Which fields the type took, by bit. */
    private int taken;

    private boolean replayed;
    private String query = "";
    private boolean plainNumber;
    private boolean plainText;
    private double number;

    ActionReader(JsonParser parser, Violations violations, RequestValues values) {
        this.parser = parser;
        this.violations = violations;
        this.values = values;
    }

    void type() throws IOException {
        typeGiven = true;
        if (values.expect(JsonToken.VALUE_STRING, "type", "a text")) {
            String name = parser.getText();
            type = TYPES.get(name);
            if (type == null) {
                String meant = NearestName.of(Violations.shortened(name), TYPE_NAMES)
                        .map(nearest -> "did you mean \"" + nearest + "\"?")
                        .orElseGet(() -> "known are " + String.join(", ", TYPE_NAMES));
                violations.add("type", "\"" + Violations.shortened(name) + "\" is not a known type, " + meant);
            }
        }
    }

    void value() throws IOException {
        valueGiven = true;
        if (values.isNumber()) {
            plainNumber = true;
            number = parser.getDoubleValue();
        } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
            plainText = true;
            query = parser.getText();
        } else if (values.expect(JsonToken.START_OBJECT, "value", "an object, a number or a text")) {
            object();
        }
    }

    private void object() throws IOException {
        ObjectFields fields = new ObjectFields(parser, violations, "value.", FIELDS);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            int index = FIELDS.indexOf(name);
            given |= 1 << index;
            switch (name) {
                case "replayed" -> replayed = values.flag("value.replayed");
                case "query" -> query = values.text("value.query");
                case "quantity" -> numbers[index] = values.wholeNumber("value.quantity", 1, 1_000_000);
                default -> numbers[index] = values.number("value." + name);
            }
        }
    }

    /** Returns the action, or records why there is none. */
    Optional<Action> action() {
        Action.Type known = type;
        if (known == null) {
            if (!typeGiven) {
                violations.add("type", "must be given");
            }
            return Optional.empty();
        }
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        try {
            Action action = action(known);
            checkNothingLeft(known);
            return Optional.of(action);
        } catch (IllegalArgumentException e) {
            violations.add("value", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Action action(Action.Type known) {
        return switch (known) {
            case IMPRESSION -> new Action.Impression();
            case VIEWABLE -> new Action.Viewable(main("seconds", 0));
            case CLICK -> new Action.Click();
            case DWELL -> new Action.Dwell(main("seconds", Double.NaN));
            case WATCH -> new Action.Watch(field("watched", Double.NaN), field("duration", Double.NaN), replayed());
            case RATING -> new Action.Rating(main("stars", Double.NaN));
            case LIKE -> new Action.Like();
            case DISLIKE -> new Action.Dislike();
            case HIDE -> new Action.Hide();
            case SAVE -> new Action.Save();
            case SHARE -> new Action.Share();
            case ADD_TO_CART -> new Action.AddToCart();
            case PURCHASE -> new Action.Purchase((int) field("quantity", 1), field("price", 0));
            case RETURN -> new Action.Return();
            case SEARCH -> new Action.Search(query());
            case SCROLL -> new Action.Scroll(main("depth", Double.NaN));
        };
    }

    /**
     * Returns the main field, which may stand alone.
     *
     * @param absent what it is when not given; NaN when it must be
     */
    private double main(String name, double absent) {
        if (plainNumber) {
            plainNumber = false;
            given |= 1 << FIELDS.indexOf(name);
            numbers[FIELDS.indexOf(name)] = number;
        }
        return field(name, absent);
    }

    private double field(String name, double absent) {
        int index = FIELDS.indexOf(name);
        taken |= 1 << index;
        if ((given & (1 << index)) != 0) {
            return numbers[index];
        }
        if (Double.isNaN(absent)) {
            throw new IllegalArgumentException(name + " must be given");
        }
        return absent;
    }

    private boolean replayed() {
        taken |= 1 << FIELDS.indexOf("replayed");
        return replayed;
    }

    private String query() {
        taken |= 1 << FIELDS.indexOf("query");
        plainText = false;
        String problem = valueGiven ? Ids.problemOf(query, MAX_QUERY_BYTES) : "must be given";
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("query " + problem);
        }
        return query;
    }

    private void checkNothingLeft(Action.Type known) {
        int left = given & ~taken;
        if (left != 0) {
            String field = FIELDS.get(Integer.numberOfTrailingZeros(left));
            throw new IllegalArgumentException(field + " does not belong to a " + known.wire());
        }
        if (plainNumber || plainText) {
            throw new IllegalArgumentException(
                    "must be " + (taken == 0 ? "left out" : "an object") + " for a " + known.wire());
        }
    }
}
