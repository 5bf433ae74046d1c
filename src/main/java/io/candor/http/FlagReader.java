package io.candor.http;

import java.util.List;

/** Reads an object of one flag: {@code {"available": true}}. */
final class FlagReader {
    private FlagReader() {}

    /** Returns the flag of that name, or throws as {@link JsonDocument#read} does. */
    static boolean read(byte[] json, String name) {
        return JsonDocument.read(json, (parser, violations) -> {
            ObjectFields fields = new ObjectFields(parser, violations, "", List.of(name));
            boolean flag = false;
            boolean given = false;
            while (fields.next() != null) {
                flag = new RequestValues(parser, violations).flag(name);
                given = true;
            }
            if (!given) {
                violations.add(name, "must be given, true or false");
            }
            return flag;
        });
    }
}
