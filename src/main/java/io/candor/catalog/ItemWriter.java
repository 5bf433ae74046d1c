package io.candor.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes fields of an item; a field at its default (no labels, no boost, always available) is left out. */
final class ItemWriter {
    /** Doubles below this are integers exactly when they have no fraction. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private ItemWriter() {}

    static boolean writeField(Item item, String name, JsonGenerator out) throws IOException {
        return switch (name) {
            case "id" -> text(name, item.id(), out);
            case "categories" -> texts(name, item.categories(), out);
            case "creators" -> texts(name, item.creators(), out);
            case "published_at" ->
                item.publishedAt().isPresent()
                        && text(name, Timestamps.format(item.publishedAt().getAsLong()), out);
            case "price" ->
                item.price().isPresent() && number(name, item.price().getAsDouble(), out);
            case "available" -> flag(name, item.available(), out);
            case "availability" -> window(name, item.availability(), out);
            case "seasons" -> seasons(name, item.seasons(), out);
            case "boost" -> item.boost() != 0 && number(name, item.boost(), out);
            case "factors" -> factors(name, item.factors(), out);
            default -> attribute(name, item.attributes().get(name), out);
        };
    }

    /** Returns the JSON text of a number: without fraction where it has none. */
    static String numberText(double value) {
        return isInteger(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static boolean isInteger(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS;
    }

    private static boolean attribute(String name, @Nullable AttributeValue value, JsonGenerator out)
            throws IOException {
        return switch (value) {
            case null -> false;
            case AttributeValue.Text(String text) -> text(name, text, out);
            case AttributeValue.Numeric(double number) -> number(name, number, out);
            case AttributeValue.Flag(boolean flag) -> flag(name, flag, out);
            case AttributeValue.Texts(List<String> values) -> {
                out.writeFieldName(name);
                array(values, out);
                yield true;
            }
        };
    }

    private static boolean text(String name, String value, JsonGenerator out) throws IOException {
        out.writeStringField(name, value);
        return true;
    }

    private static boolean flag(String name, boolean value, JsonGenerator out) throws IOException {
        out.writeBooleanField(name, value);
        return true;
    }

    private static boolean number(String name, double value, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        if (isInteger(value)) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(value);
        }
        return true;
    }

    private static boolean texts(String name, List<String> values, JsonGenerator out) throws IOException {
        if (values.isEmpty()) {
            return false;
        }
        out.writeFieldName(name);
        array(values, out);
        return true;
    }

    private static void array(List<String> values, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static boolean window(String name, TimeWindow window, JsonGenerator out) throws IOException {
        if (window.equals(TimeWindow.ALWAYS)) {
            return false;
        }
        out.writeObjectFieldStart(name);
        if (window.fromMillis() != Long.MIN_VALUE) {
            out.writeStringField("from", Timestamps.format(window.fromMillis()));
        }
        if (window.untilMillis() != Long.MAX_VALUE) {
            out.writeStringField("until", Timestamps.format(window.untilMillis()));
        }
        out.writeEndObject();
        return true;
    }

    private static boolean seasons(String name, List<Season> seasons, JsonGenerator out) throws IOException {
        if (seasons.isEmpty()) {
            return false;
        }
        out.writeArrayFieldStart(name);
        for (Season season : seasons) {
            out.writeStartObject();
            out.writeStringField("from", season.from().toString().substring(2));
            out.writeStringField("until", season.until().toString().substring(2));
            out.writeEndObject();
        }
        out.writeEndArray();
        return true;
    }

    private static boolean factors(String name, List<Float> factors, JsonGenerator out) throws IOException {
        if (factors.isEmpty()) {
            return false;
        }
        out.writeArrayFieldStart(name);
        for (float value : factors) {
            out.writeNumber(value);
        }
        out.writeEndArray();
        return true;
    }
}
