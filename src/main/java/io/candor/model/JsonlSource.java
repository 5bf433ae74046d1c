package io.candor.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads one object a line: {@code {"id": "…", "vector": [0.1, …]}}; {@code factors} and {@code features} do for vector. */
record JsonlSource(Path file) implements FactorSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean hasIds() {
        return true;
    }

    @Override
    public void readInto(Sink sink) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(ImportFormat.stream(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (long number = 1; line != null; number++) {
                if (!line.isBlank()) {
                    row("line " + number, line, sink);
                }
                line = lines.readLine();
            }
        }
    }

    private static void row(String place, String line, Sink sink) throws IOException {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            sink.reject(place, "is not JSON");
            return;
        }
        JsonNode values = vectorOf(object);
        if (!object.path("id").isValueNode() || !values.isArray()) {
            sink.reject(place, "must be an object with id and vector");
            return;
        }
        float[] vector = new float[values.size()];
        for (int d = 0; d < vector.length; d++) {
            if (!values.get(d).isNumber()) {
                sink.reject(place, "value " + (d + 1) + " is not a number: " + values.get(d));
                return;
            }
            vector[d] = values.get(d).floatValue();
        }
        sink.row(place, object.get("id").asText(), vector);
    }

    private static JsonNode vectorOf(JsonNode object) {
        for (String name : new String[] {"vector", "factors", "features"}) {
            if (object.has(name)) {
                return object.get(name);
            }
        }
        return object.path("vector");
    }
}
