package io.candor.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.config.DurationText;
import io.candor.config.NearestName;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Records of parameters from text by name, and back to JSON. The name of a component is its Java name in snake case; the
 * components of a nested record stand beside those of the outer one.
 *
 * <p>Takes values by name, for several records the same where they share a name, and remembers what was wrong; belongs to one
 * thread.
 */
final class RecordSettings {
    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();

    RecordSettings(Map<String, String> values) {
        this.given = Map.copyOf(values);
    }

    /**
     * Returns a record like the given one with the named values replaced.
     *
     * @throws CandorException USAGE when the record refuses a value
     */
    <R extends Record> R read(R defaults) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object otherwise = value(components[i], defaults);
            values[i] = otherwise instanceof Record nested ? read(nested) : take(nameOf(components[i]), otherwise);
        }
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        return violations.isEmpty() ? construct(type, components, values) : defaults;
    }

    /** Complains of every name that no record had. */
    void refuseTheRest() {
        TreeSet<String> left = new TreeSet<>(given.keySet());
        left.removeAll(known);
        for (String name : left) {
            String hint = NearestName.of(name, known)
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("there are: " + String.join(", ", known));
            violations.add(new Violation(name, "is not a setting, " + hint));
        }
        if (!violations.isEmpty()) {
            throw new CandorException(ErrorCode.USAGE, "--set is wrong", violations);
        }
    }

    /** Returns the components of records by name. */
    static ObjectNode toJson(Record... records) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Record parameters : records) {
            put(parameters, json);
        }
        return json;
    }

    private static void put(Record parameters, ObjectNode json) {
        for (RecordComponent component : parameters.getClass().getRecordComponents()) {
            Object value = value(component, parameters);
            String name = nameOf(component);
            switch (value) {
                case Record nested -> put(nested, json);
                case Integer number -> json.put(name, number);
                case Long number -> json.put(name, number);
                case Float number -> json.put(name, number);
                case Double number -> json.put(name, number);
                case Boolean flag -> json.put(name, flag);
                case Duration duration -> json.put(name, DurationText.format(duration));
                default -> json.put(name, value.toString().toLowerCase(Locale.ROOT));
            }
        }
    }

    private Object take(String name, Object otherwise) {
        known.add(name);
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return parse(text, otherwise);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation(name, "cannot be '" + text + "'"));
            return otherwise;
        }
    }

    private static Object parse(String text, Object example) {
        return switch (example) {
            case Integer _ -> Integer.valueOf(text);
            case Long _ -> Long.valueOf(text);
            case Float _ -> Float.valueOf(text);
            case Double _ -> Double.valueOf(text);
            case Boolean _ -> parseBoolean(text);
            case Duration _ -> DurationText.parse(text);
            case Enum<?> constant -> constantOf(constant, text);
            default -> throw new IllegalStateException(example.getClass() + " has no text form");
        };
    }

    private static Boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object constantOf(Enum<?> example, String text) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(example.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such constant"));
    }

    private static String nameOf(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static <R extends Record> R construct(Class<R> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new CandorException(ErrorCode.USAGE, "--set " + refused.getMessage(), refused);
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
