package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What is known of people: shown, forgotten, merged. */
class UsersIT {
    @Test
    void getUser_known_showsFiguresAsTheyWereComputed() {
        try (ApiServer server = new ApiServer()) {
            JsonNode json = server.get("/v1/users/42").json();

            assertEquals("folded_in", json.get("vector").asText());
            assertEquals("2.61", json.at("/items/0/score").asText());
            assertEquals("0.86", json.at("/items/0/aggregate").asText());
            assertEquals("1.472222", json.at("/items/0/watch/score").asText());
            assertEquals("1.666667", json.at("/items/0/rating/centred").asText());
            assertEquals("-1.09", json.at("/items/1/score").asText());
            assertEquals("0.066667", json.at("/items/1/watch/completion").asText());
            assertEquals("1.433063", json.at("/items/1/purchase/score").asText());
            assertTrue(json.at("/items/1/purchase/repeat").asBoolean());
            assertEquals("2026-03-01T12:00:00Z", json.get("last_seen").asText());
            assertEquals("2", json.at("/suppressions/0/item").asText());
            assertTrue(json.at("/suppressions/0/until").isNull());
            assertEquals("2", json.at("/suppressions/1/similar_to").asText());
            assertEquals("0.5", json.at("/suppressions/1/factor").asText());
            assertEquals("3", json.at("/suppressions/2/creators_of").asText());
        }
    }

    @Test
    void getUser_sessionOrUnknown_isAnEmptyProfile() {
        try (ApiServer server = new ApiServer()) {
            JsonNode json = server.get("/v1/users/%C3%A9%2F1?kind=session").json();

            assertEquals("é/1", json.get("id").asText());
            assertEquals("session", json.get("kind").asText());
            assertTrue(json.get("last_seen").isNull());
            assertEquals("none", json.get("vector").asText());
        }
    }

    @Test
    void getUser_wrongKindOrParameter_is400() {
        try (ApiServer server = new ApiServer()) {
            assertEquals(
                    "kind: must be user or session, was \"robot\"\n",
                    server.get("/v1/users/42?kind=robot").violations());
            assertEquals(400, server.delete("/v1/users/42?knd=user").status());
        }
    }

    @Test
    void deleteUser_goneOrDurableOrNot_saysWhich() {
        try (ApiServer server = new ApiServer()) {
            assertEquals(204, server.delete("/v1/users/42").status());
            ApiAnswer later = server.delete("/v1/users/later?kind=session");
            assertEquals(202, later.status());
            assertEquals("pending", later.json().get("status").asText());
            assertEquals("eventlog_full", server.delete("/v1/users/full").code());
        }
    }

    @Test
    void merge_sessionIntoUser_saysHowFarItCame() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer done = server.post("/v1/users/merge", "{\"session\":\"s\",\"user\":\"42\"}");
            assertEquals(200, done.status());
            assertEquals(3, done.json().get("items").asInt());
            assertEquals(
                    202,
                    server.post("/v1/users/merge", "{\"session\":\"s\",\"user\":\"later\"}")
                            .status());
            assertEquals(
                    503,
                    server.post("/v1/users/merge", "{\"session\":\"s\",\"user\":\"full\"}")
                            .status());
            assertEquals(
                    "session: must have 1 to 256 bytes of UTF-8, has 0\nuser: must be given\n",
                    server.post("/v1/users/merge", "{\"session\":\"\"}").violations());
        }
    }

    @Test
    void users_otherMethods_areToldWhichThereAre() {
        try (ApiServer server = new ApiServer()) {
            assertEquals(
                    "GET, HEAD, DELETE, OPTIONS",
                    server.put("/v1/users/42", "{}").header("Allow"));
            assertEquals(
                    "POST, GET, HEAD, DELETE, OPTIONS",
                    server.put("/v1/users/merge", "{}").header("Allow"));
        }
    }
}
