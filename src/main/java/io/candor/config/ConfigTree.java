package io.candor.config;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration record as nested maps, lists and scalars, in the order of the components. Secrets are redacted. */
final class ConfigTree {
    private ConfigTree() {}

    static Map<String, @Nullable Object> of(Object record) {
        RecordShape shape = new RecordShape(record.getClass());
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < shape.names().size(); i++) {
            Type type = shape.type(i);
            String name = shape.names().get(i);
            Object value = shape.value(record, i);
            if (SecretReader.isSecret(type)) {
                tree.put(name + SecretReader.FILE_SUFFIX, redacted(value));
            } else {
                tree.put(name, plain(value));
            }
        }
        return tree;
    }

    private static @Nullable Object redacted(Object secret) {
        boolean absent = secret.equals(Optional.empty()) || secret.equals(List.of());
        return absent ? null : Secret.REDACTED;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> plain(optional.orElse(null));
            case List<?> list -> plainList(list);
            case Map<?, ?> map -> plainMap(map);
            case Number number -> number;
            case Boolean flag -> flag;
            case ByteSize size -> ScalarCodec.format(size);
            case Record record -> of(record);
            default -> ScalarCodec.format(value);
        };
    }

    private static List<@Nullable Object> plainList(List<?> list) {
        List<@Nullable Object> values = new ArrayList<>();
        list.forEach(value -> values.add(plain(value)));
        return values;
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put((String) name, plain(value)));
        return values;
    }

    /** Adds every leaf under the tree; an empty mapping is a leaf. */
    static void flatten(String path, @Nullable Object node, Map<String, @Nullable Object> leaves) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, value) -> flatten(path.isEmpty() ? "" + name : path + "." + name, value, leaves));
        } else {
            leaves.put(path, node);
        }
    }
}
