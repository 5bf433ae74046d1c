package io.candor.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts and YAML scalars ↔ values of one type. Every refusal is an {@link IllegalArgumentException} with the value. */
final class ScalarCodec {
    private ScalarCodec() {}

    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Boolean.class
                || type == Duration.class
                || type == ByteSize.class
                || type == URI.class
                || type == Path.class;
    }

    /** Reads a value of a YAML document, whose own type must fit: a number is not taken for a text. */
    static Object read(Class<?> type, JsonNode node) {
        if (node.isContainerNode()) {
            throw new IllegalArgumentException(
                    "must be " + describe(type) + ", was a " + (node.isArray() ? "list" : "mapping"));
        }
        boolean fits;
        if (isNumber(type)) {
            fits = node.isNumber();
        } else if (type == boolean.class || type == Boolean.class) {
            fits = node.isBoolean();
        } else {
            fits = node.isTextual();
        }
        if (!fits) {
            String hint = type == String.class ? "; quote it to make it a text" : "";
            throw new IllegalArgumentException("must be " + describe(type) + ", was " + node + hint);
        }
        return parse(type, node.asText());
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == double.class
                || type == float.class
                || type == Integer.class
                || type == Long.class
                || type == Double.class;
    }

    /** Reads a value from a text, as it stands in an environment variable. */
    static Object parse(Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        return switch (type.getName()) {
            case "java.lang.String" -> text;
            case "int", "java.lang.Integer" -> (int) integer(type, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long", "java.lang.Long" -> integer(type, text, Long.MIN_VALUE, Long.MAX_VALUE);
            case "double", "java.lang.Double" -> real(text);
            case "float" -> (float) real(text);
            case "boolean", "java.lang.Boolean" -> flag(text);
            case "java.time.Duration" -> DurationText.parse(text);
            case "java.net.URI" -> uri(text);
            case "java.nio.file.Path" -> path(text);
            case "io.candor.config.ByteSize" -> ByteSize.parse(text);
            default -> throw new IllegalStateException("no configuration value can be a " + type.getName());
        };
    }

    /** Returns the text that {@link #parse} reads back. */
    static String format(Object value) {
        return switch (value) {
            case Duration duration -> DurationText.format(duration);
            case Enum<?> constant -> wire(constant);
            default -> value.toString();
        };
    }

    /** Says what a value of the type looks like. */
    static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(c -> wire((Enum<?>) c))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getName()) {
            case "int", "java.lang.Integer", "long", "java.lang.Long" -> "a whole number";
            case "double", "java.lang.Double", "float" -> "a number";
            case "boolean", "java.lang.Boolean" -> "true or false";
            case "java.time.Duration" -> "a duration such as 250ms, 5s, 2m, 1h or 14d";
            case "io.candor.config.ByteSize" -> "a size such as 64KB, 2MB or 1GB";
            case "java.net.URI" -> "a URI";
            case "java.nio.file.Path" -> "a path";
            default -> "a text";
        };
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (wire((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw refused(type, text);
    }

    private static long integer(Class<?> type, String text, long min, long max) {
        long value;
        try {
            value = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw refused(type, text);
        }
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be in " + min + ".." + max + ", was " + text);
        }
        return value;
    }

    private static double real(String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw refused(double.class, text);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("must be finite, was " + text);
        }
        return value;
    }

    private static boolean flag(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(boolean.class, text);
        };
    }

    private static URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw refused(URI.class, text);
        }
    }

    private static Path path(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw refused(Path.class, text);
        }
        return Path.of(text);
    }

    private static IllegalArgumentException refused(Class<?> type, String text) {
        return new IllegalArgumentException("must be " + describe(type) + ", was \"" + text + "\"");
    }
}
