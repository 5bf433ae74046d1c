package io.candor.http;

import io.candor.catalog.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query string of a request whose parameters are all known; what is wrong is collected. Not thread-safe. */
final class QueryParameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Violations violations;

    /** @param query undecoded, without the question mark; null when there is none */
    QueryParameters(@Nullable String query, List<String> known, Violations violations) {
        this.violations = violations;
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                add(pair, known);
            }
        }
    }

    private void add(String pair, List<String> known) {
        if (KeyQuery.holds(pair, 0)) {
            // Checked before, and not to be repeated in a message.
            return;
        }
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        if (known.contains(name)) {
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        } else if (!name.isEmpty()) {
            violations.addUnknown("", name, known);
        }
    }

    private String decoded(String raw) {
        return PercentDecoder.decode(raw, true).orElseGet(() -> {
            violations.add("", "the query must be percent-encoded UTF-8, has \"" + Violations.shortened(raw) + "\"");
            return "";
        });
    }

    /** Returns the value, or an empty text when it is not given. */
    String text(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            violations.add(name, "is given " + given.size() + " times");
        }
        return given.isEmpty() ? "" : given.getFirst();
    }

    /** Returns a text of at most 256 bytes, or an empty one when it is not given. */
    String id(String name) {
        String text = text(name);
        return values.containsKey(name) ? checked(name, text) : "";
    }

    boolean flag(String name) {
        String text = text(name);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            violations.add(name, "must be true or false, was \"" + Violations.shortened(text) + "\"");
        }
        return text.equals("true");
    }

    /** Returns a whole number, or 0 when it is not given. */
    int wholeNumber(String name, int min, int max) {
        if (!values.containsKey(name)) {
            return 0;
        }
        String text = text(name);
        int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
        if (value < min || value > max) {
            violations.add(
                    name,
                    "must be a whole number from " + min + " to " + max + ", was \"" + Violations.shortened(text)
                            + "\"");
        }
        return value;
    }

    /** Returns the texts of a parameter that may be repeated, each of 1 to 256 bytes. */
    List<String> ids(String name, int max) {
        return bounded(name, values.getOrDefault(name, List.of()), max);
    }

    /** Returns the texts of a parameter that may be repeated, and holds several with commas between them. */
    List<String> names(String name, int max) {
        List<String> names = new ArrayList<>();
        for (String value : values.getOrDefault(name, List.of())) {
            names.addAll(List.of(value.split(",", -1)));
        }
        return bounded(name, names, max);
    }

    private List<String> bounded(String name, List<String> texts, int max) {
        if (texts.size() > max) {
            violations.add(name, "must have at most " + max + " entries, has " + texts.size());
            return List.of();
        }
        texts.forEach(text -> checked(name, text));
        return texts;
    }

    private String checked(String name, String text) {
        String problem = Ids.problemOf(text);
        if (!problem.isEmpty()) {
            violations.add(name, problem);
        }
        return text;
    }
}
