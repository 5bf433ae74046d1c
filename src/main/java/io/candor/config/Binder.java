package io.candor.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a YAML tree and the environment onto record types.
 *
 * <p>Every {@code bind} takes the value that holds when the key is absent, and returns null after it has noted a problem,
 * so that one pass finds them all. Not thread-safe.
 */
final class Binder {
    private final Environment environment;
    private final Problems problems;
    private final SecretReader secrets;

    Binder(Environment environment, Problems problems, SecretReader secrets) {
        this.environment = environment;
        this.problems = problems;
        this.secrets = secrets;
    }

    @Nullable
    Object bind(Type type, String path, JsonNode node, @Nullable Object fallback) {
        problems.knownKey(path);
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return bindOptional(arguments[0], path, node, fallback);
            }
            if (generic.getRawType() == List.class) {
                return bindList(arguments[0], path, node, fallback);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return bindMap(arguments[1], path, node, (Map<?, ?>) fallback);
            }
        } else if (type instanceof Class<?> plain && ScalarCodec.isScalar(plain)) {
            return bindScalar(plain, path, node, fallback);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            return bindRecord(new RecordShape(plain), path, node, fallback);
        }
        throw new IllegalStateException("key " + path + " has a type that cannot be configured: " + type);
    }

    @Nullable
    Object bindRecord(RecordShape shape, String path, JsonNode node, @Nullable Object given) {
        if (!isAbsent(node) && !node.isObject()) {
            problems.add(path, "must be a mapping of keys, was " + node);
        }
        Object fallback = given == null ? shape.defaults() : given;
        int size = shape.names().size();
        @Nullable Object[] values = new Object[size];
        @Nullable Object[] fallbacks = new Object[size];
        for (int i = 0; i < size; i++) {
            fallbacks[i] = fallback == null ? null : shape.value(fallback, i);
            values[i] = bindComponent(shape, i, path, node, fallbacks[i]);
        }
        refuseUnknownKeys(shape, path, node);
        return new RecordAssembly(shape, path, problems).assemble(values, fallbacks);
    }

    private @Nullable Object bindComponent(
            RecordShape shape, int component, String path, JsonNode node, @Nullable Object fallback) {
        String name = shape.names().get(component);
        JsonNode child = node.path(name);
        if (!SecretReader.isSecret(shape.type(component))) {
            return bind(shape.type(component), child(path, name), child, fallback);
        }
        JsonNode file = node.path(name + SecretReader.FILE_SUFFIX);
        return secrets.read(shape.type(component), child(path, name), child, file, fallback);
    }

    private void refuseUnknownKeys(RecordShape shape, String path, JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!shape.names().contains(name) && !SecretReader.isFileKey(shape, name)) {
                problems.unknownKey(child(path, name));
            }
        });
    }

    private @Nullable Object bindOptional(Type element, String path, JsonNode node, @Nullable Object fallback) {
        boolean leaf = element instanceof Class<?> plain && ScalarCodec.isScalar(plain);
        boolean overridden = leaf ? environment.override(path).isPresent() : environment.hasUnder(path);
        if (!overridden && node.isMissingNode()) {
            return fallback == null ? Optional.empty() : fallback;
        }
        if (!overridden && node.isNull()) {
            return Optional.empty();
        }
        Object present = fallback instanceof Optional<?> optional ? optional.orElse(null) : null;
        Object value = bind(element, path, node, present);
        return value == null ? null : Optional.of(value);
    }

    private @Nullable Object bindList(Type element, String path, JsonNode node, @Nullable Object fallback) {
        Optional<String> override = element instanceof Class<?> plain && ScalarCodec.isScalar(plain)
                ? environment.override(path)
                : Optional.empty();
        if (override.isPresent()) {
            return split((Class<?>) element, path, override.get());
        }
        if (node.isMissingNode()) {
            return fallback == null ? missing(path) : fallback;
        }
        if (!node.isArray()) {
            problems.add(path, "must be a list, was " + node);
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode child : node) {
            Object value = bind(element, path + "[" + values.size() + "]", child, null);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    private @Nullable List<Object> split(Class<?> element, String path, String text) {
        List<Object> values = new ArrayList<>();
        try {
            for (String part : text.isBlank() ? List.<String>of() : Arrays.asList(text.split(",", -1))) {
                values.add(ScalarCodec.parse(element, part.strip()));
            }
            return List.copyOf(values);
        } catch (IllegalArgumentException e) {
            problems.add(path, e.getMessage() + origin(path));
            return null;
        }
    }

    private @Nullable Object bindMap(Type element, String path, JsonNode node, @Nullable Map<?, ?> fallback) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (isAbsent(node)) {
            if (fallback == null) {
                return missing(path);
            }
            fallback.forEach(
                    (name, value) -> putBound(values, element, path, (String) name, MissingNode.getInstance(), value));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> putBound(values, element, path, entry.getKey(), entry.getValue(), null));
        } else {
            problems.add(path, "must be a mapping of keys, was " + node);
            return null;
        }
        return Collections.unmodifiableMap(values);
    }

    private void putBound(
            Map<String, Object> values,
            Type element,
            String path,
            String name,
            JsonNode node,
            @Nullable Object fallback) {
        Object value = bind(element, child(path, name), node, fallback);
        if (value != null) {
            values.put(name, value);
        }
    }

    private @Nullable Object bindScalar(Class<?> type, String path, JsonNode node, @Nullable Object fallback) {
        Optional<String> override = environment.override(path);
        try {
            if (override.isPresent()) {
                return ScalarCodec.parse(type, override.get());
            }
            if (node.isMissingNode()) {
                return fallback == null ? missing(path) : fallback;
            }
            return ScalarCodec.read(type, node);
        } catch (IllegalArgumentException e) {
            problems.add(path, e.getMessage() + (override.isPresent() ? origin(path) : ""));
            return null;
        }
    }

    private @Nullable Object missing(String path) {
        problems.add(path, "is required");
        return null;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String origin(String path) {
        return " (from " + Environment.variable(path) + ")";
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
