package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/** Reads {@code {"available": true}}. */
final class AvailabilityReader {
    private static final List<String> FIELDS = List.of("available");

    private AvailabilityReader() {}

    /** Returns the flag, or throws as {@link JsonDocument#read} does. */
    static boolean read(byte[] json) {
        return JsonDocument.read(json, AvailabilityReader::fields);
    }

    private static boolean fields(JsonParser parser, Violations violations) throws IOException {
        ObjectFields fields = new ObjectFields(parser, violations, "", FIELDS);
        boolean available = false;
        boolean given = false;
        while (fields.next() != null) {
            available = new RequestValues(parser, violations).flag("available");
            given = true;
        }
        if (!given) {
            violations.add("available", "must be given, true or false");
        }
        return available;
    }
}
