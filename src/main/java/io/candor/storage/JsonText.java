package io.candor.storage;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Maps as the text of a JSON object, keys in order. */
final class JsonText {
    private static final String EMPTY = "{}";

    private JsonText() {}

    static String of(Map<String, ?> map) {
        return map.isEmpty() ? EMPTY : new JsonObject(new TreeMap<>(map)).encode();
    }

    /** Returns the map of an object whose values are strings. */
    static Map<String, String> strings(String json) {
        if (json.equals(EMPTY)) {
            return Map.of();
        }
        Map<String, String> map = new HashMap<>();
        new JsonObject(json).forEach(field -> map.put(field.getKey(), (String) field.getValue()));
        return map;
    }
}
