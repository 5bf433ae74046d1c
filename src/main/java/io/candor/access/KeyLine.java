package io.candor.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the key file: {@code id}, {@code kind}, {@code hash}, {@code created}, and where there are any {@code name},
 * {@code origins}, {@code rate} with {@code burst}, {@code revoked}. Unknown fields and repeated ones are refused. No
 * message repeats a value of the line: it might be a key in the wrong place.
 */
final class KeyLine {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS =
            Set.of("id", "kind", "hash", "created", "name", "origins", "rate", "burst", "revoked");

    private final JsonNode line;

    private KeyLine(JsonNode line) {
        this.line = line;
    }

    static String write(ApiKey key) {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", key.id()).put("kind", key.kind().wire());
        if (!key.name().isEmpty()) {
            line.put("name", key.name());
        }
        if (!key.origins().isEmpty()) {
            key.origins().forEach(line.putArray("origins")::add);
        }
        key.rate().ifPresent(rate -> line.put("rate", rate.format()).put("burst", rate.burst()));
        line.put("created", key.created().toString());
        key.revoked().ifPresent(time -> line.put("revoked", time.toString()));
        return line.put("hash", key.hash().format()).toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException what is wrong with it
     */
    static ApiKey read(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            if (!line.isObject()) {
                throw new IllegalArgumentException("must be a JSON object");
            }
            for (var field : line.properties()) {
                if (!FIELDS.contains(field.getKey())) {
                    throw new IllegalArgumentException("has a field that is none of "
                            + FIELDS.stream().sorted().toList());
                }
            }
            return new KeyLine(line).key();
        } catch (JsonProcessingException e) {
            // No cause: its message would repeat the line.
            throw new IllegalArgumentException("must be one JSON object, each field given once");
        }
    }

    private ApiKey key() {
        return new ApiKey(
                text("id"),
                KeyKind.ofWire(text("kind"))
                        .orElseThrow(() -> new IllegalArgumentException("kind must be publishable, secret or admin")),
                KeyHash.parse(text("hash")),
                line.has("name") ? text("name") : "",
                origins(),
                rate(),
                time("created"),
                line.has("revoked") ? Optional.of(time("revoked")) : Optional.empty());
    }

    private Optional<RateLimit> rate() {
        if (!line.has("rate")) {
            if (line.has("burst")) {
                throw new IllegalArgumentException("burst is given without rate");
            }
            return Optional.empty();
        }
        JsonNode burst = line.path("burst");
        if (!burst.isMissingNode() && !burst.isInt()) {
            throw new IllegalArgumentException("burst must be a whole number");
        }
        String rate = text("rate");
        try {
            return Optional.of(RateLimit.parse(rate, burst.asInt(0)));
        } catch (IllegalArgumentException e) {
            // No cause: its message would repeat the value.
            throw new IllegalArgumentException("rate must be like 50/s, and burst 0 or more, both up to a million");
        }
    }

    private List<String> origins() {
        List<String> origins = new ArrayList<>();
        JsonNode given = line.path("origins");
        if (!given.isMissingNode() && !given.isArray()) {
            throw new IllegalArgumentException("origins must be a list of texts");
        }
        for (JsonNode origin : given) {
            if (!origin.isTextual()) {
                throw new IllegalArgumentException("origins must be a list of texts");
            }
            origins.add(origin.textValue());
        }
        return origins;
    }

    private Instant time(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException e) {
            // No cause: its message would repeat the value.
            throw new IllegalArgumentException(field + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    private String text(String field) {
        JsonNode value = line.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + (value.isMissingNode() ? " is missing" : " must be a text"));
        }
        return value.textValue();
    }
}
