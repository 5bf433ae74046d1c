package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.serving.RecommendationRequest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route as it is meant to be used. {@link ApiServer} holds every answer to {@code openapi.yaml}. */
class HttpRoutesIT {
    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recommend_fullRequest_answersEveryField() {
        ApiAnswer answer = server.recommend(
                "{\"user\":\"42\",\"limit\":2,\"properties\":[\"title\",\"nothing\"],\"explain\":true}");

        assertEquals(200, answer.status());
        JsonNode slate = answer.json();
        assertEquals("m-1", slate.get("model").asText());
        assertTrue(slate.get("degraded").isNull());
        assertEquals("next", slate.get("cursor").asText());
        assertEquals(2, slate.get("items").size());
        assertEquals(
                "{\"id\":\"item-1\",\"position\":2,\"score\":0.5,\"propensity\":1,\"reasons\":[\"personalised\"],"
                        + "\"properties\":{\"title\":\"The \\\"Matrix\\\" 🐇\"},"
                        + "\"explanation\":{\"dot\":1.0,\"popularity\":-0.5}}",
                slate.get("items").get(1).toString());
        assertEquals(1, server.slates.closed.get());
    }

    @Test
    void recommend_emptyObject_leavesEverythingToThePlacement() {
        ApiAnswer answer = server.recommend("{}");

        assertEquals(5, answer.json().get("items").size());
        RecommendationRequest request = server.slates.last();
        assertEquals("home", request.placement());
        assertEquals(0, request.limit());
        assertEquals("", request.user());
        assertFalse(answer.json().get("items").get(0).has("properties"));
    }

    @Test
    void recommend_lastPage_hasNoCursor() {
        assertTrue(server.recommend("{\"limit\":100}").json().get("cursor").isNull());
    }

    @Test
    void recommend_degraded_saysWhyAndCounts() {
        ApiAnswer answer = server.recommend("{\"user\":\"late\"}");

        assertEquals("retrieval_deadline", answer.json().get("degraded").asText());
        String metrics = server.manage("GET", "/metrics").text();
        assertTrue(metrics.contains("candor_slates_degraded_total{reason=\"retrieval_deadline\"} 1.0"), metrics);
        assertTrue(metrics.contains("candor_slate_items_total{source=\"personalised\"} 5.0"), metrics);
    }

    @Test
    void recommend_contentTypeWithCharset_isTaken() {
        ApiAnswer answer = server.send(
                "POST",
                "/v1/placements/home/recommendations",
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "Application/JSON; charset=UTF-8");

        assertEquals(200, answer.status());
    }

    @Test
    void similar_allParameters_reachTheService() {
        ApiAnswer answer = server.get("/v1/items/tt%2F1/similar?limit=3&user=a%26b&session=s+1&properties=title,year"
                + "&properties=id&exclude=x&exclude=y%2Cz&explain=true&cursor=c");

        assertEquals(3, answer.json().get("items").size());
        RecommendationRequest request = server.slates.last();
        assertEquals(RecommendationRequest.SIMILAR, request.placement());
        assertEquals("tt/1", request.contextItem());
        assertEquals("a&b", request.user());
        assertEquals("s 1", request.session());
        assertEquals(List.of("title", "year", "id"), request.properties());
        assertEquals(List.of("x", "y,z"), request.exclude());
        assertTrue(request.explain());
        assertEquals("c", request.cursor());
    }

    @Test
    void similar_longCursor_fits() {
        String cursor = "c".repeat(6_000);

        assertEquals(200, server.get("/v1/items/a/similar?cursor=" + cursor).status());
        assertEquals(cursor, server.slates.last().cursor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b", "with space", "🎬", "a+b", "100%", "a?b#c", "../..", ".", "ü", "\"quoted\\\"", "a//b/"})
    void items_anyId_canBePutReadAndDeleted(String id) {
        String path =
                "/v1/items/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");

        assertEquals(200, server.put(path, "{\"title\":\"x\"}").status());
        assertEquals(id, server.get(path).json().get("id").asText());
        assertEquals(200, server.get(path + "/similar").status());
        assertEquals(id, server.slates.last().contextItem());
        assertEquals(
                204, server.put(path + "/availability", "{\"available\":false}").status());
        assertFalse(server.get(path).json().get("available").asBoolean());
        assertEquals(204, server.delete(path).status());
        assertEquals(404, server.get(path).status());
    }

    @Test
    void putItem_everyField_comesBackAsUnderstood() {
        ApiAnswer answer = server.put(
                "/v1/items/a",
                "{\"id\":\"a\",\"categories\":[\"x\"],\"creators\":[\"y\"],\"published_at\":0,\"price\":1.5,"
                        + "\"availability\":{\"from\":\"2024-01-01\"},\"seasons\":[{\"from\":\"12-01\",\"until\":\"01-06\"}],"
                        + "\"boost\":0.5,\"factors\":[1,2,3],\"title\":\"T\",\"flag\":true,\"tags\":[\"p\",\"q\"]}");

        assertEquals("1970-01-01T00:00:00Z", answer.json().get("published_at").asText());
        assertEquals(answer.text(), server.get("/v1/items/a").text());
    }

    @Test
    void models_listActivateRollBack_answerModels() {
        assertEquals(2, server.get("/v1/models").json().get("models").size());
        ApiAnswer activated = server.send("POST", "/v1/models/m-1/activate", BodyPublishers.noBody());
        assertEquals("m-1", activated.json().get("version").asText());
        assertEquals(
                200,
                server.send("POST", "/v1/models/rollback", BodyPublishers.noBody())
                        .status());
    }

    @Test
    void activate_refusedBundle_saysWhy() {
        ApiAnswer answer = server.send("POST", "/v1/models/broken/activate", BodyPublishers.noBody());

        assertEquals(422, answer.status());
        assertEquals("bundle_corrupt", answer.code());
        assertTrue(answer.json().get("detail").asText().contains("items.f32"), answer.text());
    }

    @Test
    void activate_unknownVersion_is404() {
        assertEquals(
                "model_not_found",
                server.send("POST", "/v1/models/m-9/activate", BodyPublishers.noBody())
                        .code());
    }

    @Test
    void openapi_isServedAsItIsPacked() {
        assertTrue(server.get("/openapi.yaml").text().startsWith("openapi: 3.1.0"));
    }

    @Test
    void head_whereGetIs_answersWithoutBody() {
        assertEquals(
                200, server.send("HEAD", "/v1/models", BodyPublishers.noBody()).status());
        assertEquals(
                404,
                server.send("HEAD", "/v1/items/none", BodyPublishers.noBody()).status());
    }

    @Test
    void options_knownPath_namesTheMethods() {
        ApiAnswer answer = server.send("OPTIONS", "/v1/items/a", BodyPublishers.noBody());

        assertEquals("GET, HEAD, PUT, DELETE, OPTIONS", answer.header("Allow"));
    }

    @Test
    void management_liveReadyMetrics_answer() {
        server.recommend("{}");

        assertEquals(
                "live",
                server.manage("GET", "/health/live").json().get("status").asText());
        assertEquals(
                "ready",
                server.manage("GET", "/health/ready").json().get("status").asText());
        String metrics = server.manage("GET", "/metrics").text();
        assertTrue(
                metrics.contains("candor_http_request_duration_seconds_count{method=\"POST\","
                        + "route=\"/v1/placements/{placement}/recommendations\",status=\"2xx\"} 1"),
                metrics);
        assertEquals(405, server.manage("POST", "/metrics").status());
    }

    @Test
    void ready_notLoaded_is503WithReason() {
        server.readiness = Readiness.notReady("no model is loaded");

        ApiAnswer answer = server.manage("GET", "/health/ready");
        assertEquals(503, answer.status());
        assertEquals("no model is loaded", answer.json().get("reason").asText());
    }

    @Test
    void draining_refusesReadinessAndClosesConnections() {
        server.draining.begin();

        assertEquals(
                "stopping",
                server.manage("GET", "/health/ready").json().get("reason").asText());
        ApiAnswer answer = server.recommend("{}");
        assertEquals(200, answer.status());
        assertEquals("close", answer.header("Connection"));
    }
}
