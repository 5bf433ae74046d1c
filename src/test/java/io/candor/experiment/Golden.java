package io.candor.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Numbers that were computed elsewhere. */
final class Golden {
    private Golden() {}

    static JsonNode of(String name) {
        try (InputStream file = Objects.requireNonNull(Golden.class.getResourceAsStream("/experiment/golden.json"))) {
            return new ObjectMapper().readTree(file).path(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Double> doubles(JsonNode array) {
        List<Double> values = new ArrayList<>();
        array.forEach(node -> values.add(node.doubleValue()));
        return values;
    }
}
