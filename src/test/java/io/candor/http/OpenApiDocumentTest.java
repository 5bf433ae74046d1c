package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.error.ErrorCode;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The contract itself: complete, closed, and with examples that keep to it. */
class OpenApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final Set<String> MANAGEMENT = Set.of("get /health/live", "get /health/ready", "get /metrics");

    private final OpenApiConformance contract = new OpenApiConformance();

    @Test
    void paths_areExactlyTheRoutes() {
        Set<String> documented = new TreeSet<>();
        contract.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        documented.add(method + " " + path.getKey());
                    }
                }));
        Set<String> routes = Arrays.stream(ApiRoute.values())
                .map(route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.template())
                .collect(Collectors.toCollection(TreeSet::new));
        routes.addAll(MANAGEMENT);

        assertEquals(routes, documented);
    }

    @Test
    void codes_areExactlyThoseThatCanBeAnswered() {
        Set<String> documented = StreamSupport.stream(
                        contract.schemaNode("ErrorCode").get("enum").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> answered = Arrays.stream(ErrorCode.values())
                .filter(code -> ProblemStatus.of(code) != 500 || code == ErrorCode.INTERNAL)
                .map(ErrorCode::wire)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(answered, documented);
    }

    @Test
    void security_ofEveryRoute_isItsAccess() {
        for (ApiRoute route : ApiRoute.values()) {
            JsonNode operation = contract.document()
                    .get("paths")
                    .get(route.template())
                    .get(route.method().name().toLowerCase(Locale.ROOT));
            Set<String> schemes = new TreeSet<>();
            operation
                    .get("security")
                    .forEach(alternative -> alternative.fieldNames().forEachRemaining(schemes::add));
            Set<String> expected = switch (route.access()) {
                case ANYBODY -> Set.of();
                case PUBLISHABLE -> Set.of("publishableKey", "publishableKeyInQuery");
                case SECRET -> Set.of("secretKey");
                case ADMIN -> Set.of("adminKey");
            };
            assertEquals(expected, schemes, route::template);
            assertEquals(route.access().needsKey(), operation.get("responses").has("401"), route::template);
        }
    }

    @Test
    void objects_sayWhetherTheyTakeOtherFields() {
        closed(contract.document().at("/components/schemas"), "schemas");
        closed(contract.document().get("paths"), "paths");
    }

    private static void closed(JsonNode node, String path) {
        JsonNode type = node.path("type");
        boolean object = type.asText().equals("object")
                || StreamSupport.stream(type.spliterator(), false)
                        .anyMatch(t -> t.asText().equals("object"));
        assertTrue(!object || node.has("additionalProperties"), () -> path + " leaves other fields open");
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            closed(field.getValue(), path + "/" + field.getKey());
        }
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                closed(element, path + "[]");
            }
        });
    }

    @Test
    void references_allResolve() {
        contract.document()
                .findValues("$ref")
                .forEach(reference -> assertTrue(
                        !contract.document().at(reference.asText().substring(1)).isMissingNode(),
                        () -> "dangling reference " + reference));
    }

    @Test
    void check_undocumentedStatusFieldOrHeader_fails() {
        String health = "{\"status\":\"ready\"}";
        contract.check(answer(200, health));

        assertThrows(AssertionError.class, () -> contract.check(answer(201, health)));
        assertThrows(AssertionError.class, () -> contract.check(answer(200, "{\"status\":\"ready\",\"extra\":1}")));
        assertThrows(AssertionError.class, () -> contract.check(answer(200, "{}")));
    }

    private static ApiAnswer answer(int status, String body) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true);
        return new ApiAnswer("GET", "/health/ready", status, headers, body);
    }

    @Test
    void examples_keepToTheirSchemas() {
        assertTrue(examples(contract.document(), "") > 10);
    }

    /** Returns how many examples were checked. */
    private int examples(JsonNode node, String path) {
        int checked = 0;
        if (node.has("schema") && node.has("examples") && !path.endsWith("x-ndjson")) {
            for (JsonNode example : node.get("examples")) {
                contract.checkValue(node.get("schema"), example.get("value"), path);
                checked++;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            checked += examples(field.getValue(), path + "/" + field.getKey());
        }
        return checked;
    }
}
