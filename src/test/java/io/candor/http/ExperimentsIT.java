package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The routes of experiments and of the switch; every answer is held to the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExperimentsIT {
    private static final String TWO_ARMS = "{\"variants\":[{\"id\":\"a\"},{\"id\":\"b\",\"weight\":3,"
            + "\"overrides\":{\"exploration\":{\"policy\":\"uniform\"}}}],\"enabled\":true}";

    private ApiServer server;

    @BeforeAll
    void start() {
        server = new ApiServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private ApiAnswer put(String id, String json, String... header) {
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        headers.addAll(List.of(header));
        return server.send(
                "PUT", "/v1/experiments/" + id, BodyPublishers.ofString(json), headers.toArray(String[]::new));
    }

    @Test
    void put_newThenChanged_answersTheDocumentWithItsRevision() {
        ApiAnswer created = put("one", "{\"layer\":\"l1\",\"placements\":[\"l1\"]," + TWO_ARMS.substring(1));
        assertEquals(201, created.status());
        assertEquals("\"1\"", created.header("etag"));
        assertEquals("one", created.json().path("id").asText());
        assertEquals("a", created.json().path("control").asText());

        ApiAnswer got = server.get("/v1/experiments/one");
        assertEquals(created.text(), got.text());
        ApiAnswer again = put("one", got.text(), "If-Match", "\"1\"");
        assertEquals(200, again.status());
        assertEquals("\"2\"", again.header("etag"));

        ApiAnswer late = put("one", got.text(), "If-Match", "\"1\"");
        assertEquals(412, late.status());
        assertEquals("experiment_changed", late.json().path("code").asText());
        assertEquals(412, put("one", got.text(), "If-None-Match", "*").status());
        assertEquals(400, put("one", got.text(), "If-Match", "W/\"1\"").status());
    }

    @Test
    void put_layerWithoutRoom_is409() {
        assertEquals(
                201,
                put("full", "{\"layer\":\"l2\",\"placements\":[\"l2\"]," + TWO_ARMS.substring(1))
                        .status());
        ApiAnswer second = put("second", "{\"layer\":\"l2\",\"placements\":[\"l2\"]," + TWO_ARMS.substring(1));
        assertEquals(409, second.status());
        assertEquals("layer_full", second.json().path("code").asText());
    }

    @Test
    void put_everythingWrong_namesAllOfIt() {
        ApiAnswer refused = put(
                "wrong",
                "{\"id\":\"other\",\"coverage\":2,\"variants\":[{\"id\":\"a\",\"wieght\":1}],\"metrics\":[\"clicks\"],"
                        + "\"targeting\":{\"all\":[{\"attribute\":\"device\"}]},\"hashing\":\"md5\"}");
        assertEquals(400, refused.status());
        List<String> fields = refused.json().path("violations").findValuesAsText("field");
        for (String field : List.of("id", "coverage", "variants[0].wieght", "metrics[0]", "hashing")) {
            assertTrue(fields.contains(field), field + " in " + fields);
        }
        assertEquals(400, put("broken", "{\"variants\":").status());
    }

    @Test
    void toggle_known_answersTheNewState() {
        assertEquals(
                201,
                put("switched", "{\"layer\":\"l3\",\"placements\":[\"l3\"]," + TWO_ARMS.substring(1))
                        .status());
        ApiAnswer off = server.post("/v1/experiments/switched/toggle", "{\"enabled\":false}");
        assertEquals(200, off.status());
        assertEquals(false, off.json().path("enabled").asBoolean(true));
        assertEquals(
                400,
                server.post("/v1/experiments/switched/toggle", "{\"on\":false}").status());
        assertEquals(
                404,
                server.post("/v1/experiments/nobody/toggle", "{\"enabled\":true}")
                        .status());

        ApiAnswer audit = server.get("/v1/experiments/switched/audit?limit=1");
        assertEquals(1, audit.json().path("changes").size());
        assertEquals(
                "anybody", audit.json().path("changes").path(0).path("actor").asText());
        assertEquals(400, server.get("/v1/experiments/switched/audit?limit=0").status());
    }

    @Test
    void results_nothingSeen_sayThatNothingIsKnown() {
        assertEquals(
                201,
                put("fresh", "{\"layer\":\"l4\",\"placements\":[\"l4\"]," + TWO_ARMS.substring(1))
                        .status());
        ApiAnswer results = server.get("/v1/experiments/fresh/results");
        assertEquals(200, results.status());
        assertEquals(0, results.json().path("arms").path(1).path("units").asInt(-1));
        assertTrue(results.json()
                .path("arms")
                .path(1)
                .path("metrics")
                .path(0)
                .path("value")
                .isNull());
        assertEquals(404, server.get("/v1/experiments/nobody/results").status());
    }

    @Test
    void delete_known_isGone() {
        assertEquals(
                201,
                put("gone", "{\"layer\":\"l5\",\"placements\":[\"l5\"]," + TWO_ARMS.substring(1))
                        .status());
        assertEquals(204, server.delete("/v1/experiments/gone").status());
        assertEquals(404, server.get("/v1/experiments/gone").status());
        assertEquals(404, server.delete("/v1/experiments/gone").status());
        assertEquals(200, server.get("/v1/experiments").status());
    }

    @Test
    void exploration_toggled_saysWhoAndWhen() {
        assertEquals(true, server.get("/v1/exploration").json().path("enabled").asBoolean());
        ApiAnswer off = server.post("/v1/exploration/toggle", "{\"enabled\":false}");
        assertEquals(false, off.json().path("enabled").asBoolean(true));
        assertEquals("anybody", off.json().path("changed_by").asText());
        assertEquals(405, server.post("/v1/exploration", "{}").status());
    }

    @Test
    void recommend_sameRequestId_answersAndAsksOnce() {
        String body = "{\"request_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\",\"user\":\"u\",\"limit\":3}";
        ApiAnswer first = server.recommend(body);
        assertEquals(200, first.status());
        assertEquals(
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                first.json().path("request_id").asText());
        int asked = server.slates.asked();
        assertEquals(first.text(), server.recommend(body).text());
        assertEquals(asked, server.slates.asked());

        ApiAnswer other = server.recommend(body.replace("\"limit\":3", "\"limit\":4"));
        assertEquals(400, other.status());
        assertEquals(
                "request_id",
                other.json().path("violations").path(0).path("field").asText());
        assertEquals(400, server.recommend("{\"request_id\":\"not-a-uuid\"}").status());
    }
}
