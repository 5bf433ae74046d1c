package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.serving.RecommendationRequest;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which status and code, and that the problem names field, value and bound. */
class HttpBadInputIT {
    private static final ApiServer SERVER = new ApiServer();

    @BeforeEach
    void reset() {
        SERVER.slates.behaviour = SERVER.slates::answer;
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void placement_unknown_is404() {
        ApiAnswer answer = SERVER.post("/v1/placements/nowhere/recommendations", "{}");

        assertEquals(404, answer.status());
        assertEquals("placement_not_found", answer.code());
        assertTrue(answer.json().get("detail").asText().contains("nowhere"));
    }

    @ParameterizedTest
    @CsvSource({"0", "101", "-1", "1e9", "10.5", "99999999999999999999", "true", "\"10\""})
    void limit_outOfBounds_namesValueAndBound(String limit) {
        ApiAnswer answer = SERVER.recommend("{\"limit\":" + limit + "}");

        assertEquals(400, answer.status());
        assertEquals("limit: must be a whole number from 1 to 100, was " + limit + "\n", answer.violations());
    }

    @Test
    void field_unknown_namesTheNearest() {
        ApiAnswer answer = SERVER.recommend("{\"limt\":5,\"filter\":{\"categorys\":[]},\"zzzzzzzzzz\":1}");

        assertEquals(400, answer.status());
        assertEquals(3, answer.json().get("violations").size());
        assertTrue(answer.violations().contains("limt: is not a known field, did you mean \"limit\"?"));
        assertTrue(
                answer.violations().contains("filter.categorys: is not a known field, did you mean \"categories\"?"));
        assertTrue(answer.violations().contains("known are request_id, user, session"), answer.violations());
    }

    @Test
    void json_malformed_namesLineAndColumnAndNoLibraryText() {
        ApiAnswer answer = SERVER.recommend("{\"user\":\n  oops}");

        assertEquals(400, answer.status());
        assertEquals("malformed_json", answer.code());
        assertEquals(
                "the body is not one JSON document: wrong at line 2, column 3",
                answer.json().get("detail").asText());
    }

    @ParameterizedTest
    @CsvSource({"''", "'{} {}'", "'{'", "'{\"user\":\"\u0001\"}'"})
    void json_notOneDocument_isMalformed(String body) {
        assertEquals("malformed_json", SERVER.recommend(body).code());
    }

    @ParameterizedTest
    @CsvSource({"[]", "3", "null", "\"x\""})
    void json_notAnObject_isRefused(String body) {
        assertEquals("invalid_request", SERVER.recommend(body).code());
    }

    @Test
    void body_overTheBound_is413WithTheBound() {
        ApiAnswer answer = SERVER.recommend("{\"user\":\"" + "x".repeat(70_000) + "\"}");

        assertEquals(413, answer.status());
        assertTrue(answer.json().get("detail").asText().contains("65536"), answer.text());
    }

    @Test
    void body_overTheBoundInChunks_is413() {
        ApiAnswer answer = SERVER.send(
                "POST",
                "/v1/placements/home/recommendations",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[200_000])),
                "Content-Type",
                "application/json");

        assertEquals(413, answer.status());
    }

    @Test
    void ids_over256Bytes_areRefusedWithTheirPath() {
        String long257 = "é".repeat(128) + "x";
        ApiAnswer answer = SERVER.recommend("{\"user\":\"" + long257 + "\",\"context\":{\"item\":\"" + long257
                + "\",\"recent\":[\"a\",\"" + long257 + "\"]},\"exclude\":[\"\"]}");

        assertEquals("""
                user: must have 1 to 256 bytes of UTF-8, has 257
                context.item: must have 1 to 256 bytes of UTF-8, has 257
                context.recent[1]: must have 1 to 256 bytes of UTF-8, has 257
                exclude[0]: must have 1 to 256 bytes of UTF-8, has 0
                """, answer.violations());
        assertEquals(
                200, SERVER.recommend("{\"user\":\"" + "é".repeat(128) + "\"}").status());
    }

    @Test
    void pathId_over256Bytes_isRefused() {
        ApiAnswer answer = SERVER.get("/v1/items/" + "x".repeat(257));

        assertEquals(400, answer.status());
        assertEquals("id: must have 1 to 256 bytes of UTF-8, has 257\n", answer.violations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "with space", "🎬", "../..", "100%", "a+b", "\"quoted\\\"", " "})
    void ids_ofAnyCharacters_areTakenWhereverAnIdMayStand(String id) {
        String json = new TextNode(id).toString();
        ApiAnswer answer = SERVER.recommend("{\"user\":" + json + ",\"session\":" + json + ",\"context\":{\"item\":"
                + json + ",\"recent\":[" + json + "]},\"exclude\":[" + json + "]}");

        assertEquals(200, answer.status(), answer.text());
        RecommendationRequest request = SERVER.slates.last();
        assertEquals(List.of(id, id, id), List.of(request.user(), request.session(), request.contextItem()));
        assertEquals(List.of(id), request.recent());
        assertEquals(List.of(id), request.exclude());

        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
        String path = "/v1/items/" + encoded.replace("+", "%20") + "/similar?user=" + encoded + "&session=" + encoded;
        assertEquals(200, SERVER.get(path + "&exclude=" + encoded).status());
        RecommendationRequest similar = SERVER.slates.last();
        assertEquals(List.of(id, id, id), List.of(similar.user(), similar.session(), similar.contextItem()));
        assertEquals(List.of(id), similar.exclude());
    }

    @ParameterizedTest
    @CsvSource({"%FF", "%C3", "a%00b"})
    void pathId_notUtf8_isRefused(String raw) {
        ApiAnswer answer = SERVER.get("/v1/items/" + raw);

        assertEquals(400, answer.status());
        assertTrue(answer.violations().startsWith("id: "), answer.text());
    }

    @Test
    void filter_unknownAttribute_is400NamingIt() {
        SERVER.slates.behaviour = request -> Future.failedFuture(new CandorException(
                ErrorCode.INVALID_REQUEST,
                "the filter names an attribute no item has",
                List.of(new Violation("filter.attributes.colour", "no item has it, known are title, year"))));

        ApiAnswer answer = SERVER.recommend("{\"filter\":{\"attributes\":{\"colour\":\"red\"}}}");
        assertEquals(400, answer.status());
        assertTrue(answer.violations().contains("filter.attributes.colour"));
    }

    @Test
    void variants_noTexts_areRefused() {
        ApiAnswer answer = SERVER.recommend("{\"variants\":{\"exp-1\":[]}}");

        assertEquals("variants.exp-1: must be a text, was a list\n", answer.violations());
        assertEquals(200, SERVER.recommend("{\"variants\":{}}").status());
    }

    @Test
    void method_wrong_is405WithAllow() {
        ApiAnswer answer = SERVER.get("/v1/placements/home/recommendations");

        assertEquals(405, answer.status());
        assertEquals("method_not_allowed", answer.code());
        assertEquals("POST, OPTIONS", answer.header("Allow"));
    }

    @Test
    void route_unknown_is404() {
        ApiAnswer answer = SERVER.get("/v2/nothing");

        assertEquals("route_not_found", answer.code());
        assertEquals("route_not_found", SERVER.get("/v1/items/a/b").code());
        assertEquals("route_not_found", SERVER.get("/v1/items//similar").code());
    }

    @Test
    void contentType_wrongOrMissing_is415() {
        String path = "/v1/placements/home/recommendations";
        assertEquals(
                415, SERVER.send("POST", path, BodyPublishers.ofString("{}")).status());
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1")) {
            ApiAnswer answer = SERVER.send("POST", path, BodyPublishers.ofString("{}"), "Content-Type", type);
            assertEquals(415, answer.status());
            assertTrue(answer.json().get("detail").asText().contains(type), answer.text());
        }
        assertEquals(415, SERVER.post("/v1/items", "{}").status());
    }

    @Test
    void similar_badQuery_namesEveryParameter() {
        ApiAnswer answer =
                SERVER.get("/v1/items/a/similar?limit=0&explain=yes&usr=1&user=" + "x".repeat(300) + "&cursor=%E2");

        assertEquals(400, answer.status());
        String violations = answer.violations();
        assertTrue(violations.contains("limit: must be a whole number from 1 to 100, was \"0\""), violations);
        assertTrue(violations.contains("explain: must be true or false, was \"yes\""), violations);
        assertTrue(violations.contains("usr: is not a known field, did you mean \"user\"?"), violations);
        assertTrue(violations.contains("user: must have 1 to 256 bytes of UTF-8, has 300"), violations);
        assertTrue(violations.contains("must be percent-encoded UTF-8"), violations);
    }

    @Test
    void similar_unknownItem_is404() {
        assertEquals("item_not_found", SERVER.get("/v1/items/missing/similar").code());
    }

    @Test
    void item_unknown_is404OnEveryMethod() {
        assertEquals("item_not_found", SERVER.get("/v1/items/none").code());
        assertEquals("item_not_found", SERVER.delete("/v1/items/none").code());
        assertEquals(
                "item_not_found",
                SERVER.put("/v1/items/none/availability", "{\"available\":true}")
                        .code());
    }

    @Test
    void putItem_bad_namesEveryField() {
        ApiAnswer answer =
                SERVER.put("/v1/items/a", "{\"id\":\"b\",\"price\":-1,\"factors\":[1,\"x\"],\"nested\":{\"a\":1}}");

        assertEquals(400, answer.status());
        for (String field : List.of("id: ", "price: ", "factors[1]: ", "nested: ")) {
            assertTrue(answer.violations().contains(field), answer.violations());
        }
        assertFalse(SERVER.items.stored.containsKey("a"));
    }

    @Test
    void putItem_factorsOfAnotherDimension_areRefused() {
        ApiAnswer answer = SERVER.put("/v1/items/a", "{\"factors\":[1,2]}");

        assertEquals("factors: must have 3 numbers, the dimension of the model, has 2\n", answer.violations());
    }

    @Test
    void availability_bad_isRefused() {
        assertTrue(SERVER.put("/v1/items/a/availability", "{}").violations().contains("available: must be given"));
        assertTrue(SERVER.put("/v1/items/a/availability", "{\"available\":1}")
                .violations()
                .contains("available: must be true or false, was 1"));
    }

    @Test
    void service_defect_is500WithoutItsText() {
        SERVER.slates.behaviour = request -> Future.failedFuture(new IllegalStateException("secret of the library"));

        ApiAnswer answer = SERVER.recommend("{}");
        assertEquals(500, answer.status());
        assertFalse(answer.text().contains("secret"), answer.text());
    }

    @Test
    void service_throwing_is500() {
        SERVER.slates.behaviour = request -> {
            throw new IllegalStateException("secret of the library");
        };

        assertEquals("internal", SERVER.recommend("{}").code());
    }

    @ParameterizedTest
    @CsvSource({
        "OVERLOADED,1",
        "DEADLINE_EXCEEDED,1",
        "MODEL_UNAVAILABLE,5",
        "STORAGE_UNAVAILABLE,5",
        "EVENTLOG_FULL,5",
        "EVENTLOG_UNAVAILABLE,5"
    })
    void service_atCapacity_is503WithRetryAfter(ErrorCode code, String seconds) {
        SERVER.slates.behaviour = request -> Future.failedFuture(new CandorException(code, "not now"));

        ApiAnswer answer = SERVER.recommend("{}");
        assertEquals(503, answer.status());
        assertEquals(seconds, answer.header("Retry-After"));
    }
}
