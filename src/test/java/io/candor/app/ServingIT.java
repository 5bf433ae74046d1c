package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole server over HTTP, with a real PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class ServingIT {
    @TempDir
    private Path directory;

    @Test
    void recommend_beforeTheFirstBundle_is503AndThenServes(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            Answer early = server.recommend("home", "{\"user\":\"user-1\"}");
            assertEquals(503, early.status());
            assertEquals("model_unavailable", early.text("code"));
            assertEquals(503, server.manage("/health/ready").status());
            assertEquals(200, server.manage("/health/live").status());

            server.offer("first", 200, 1);
            server.awaitModel("first");

            assertEquals(200, server.manage("/health/ready").status());
            Answer known = server.recommend("home", "{\"user\":\"user-1\",\"properties\":[\"title\"]}");
            assertEquals(10, known.ids().size());
            assertTrue(known.body().at("/items/0/properties/title").asText().startsWith("Title "));
            Answer unknown = server.recommend("home", "{\"user\":\"nobody\",\"limit\":100}");
            assertEquals(100, new HashSet<>(unknown.ids()).size());
            assertTrue(unknown.body().path("degraded").isNull());
            assertEquals(
                    20,
                    server.call("GET", "/v1/items/item-5/similar?limit=20", "")
                            .ids()
                            .size());
        }
    }

    @Test
    void recommend_filterAndPages_areFullAndNeverRepeat(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 300, 1);
            server.awaitModel("m");
            String filter = "\"user\":\"user-2\",\"filter\":{\"categories\":{\"any\":[\"c3\"]}}";
            Answer few = server.recommend("home", "{" + filter + ",\"limit\":60}");
            assertEquals(60, few.ids().size());
            assertTrue(few.body().path("cursor").isNull());

            List<String> all = new ArrayList<>();
            String cursor = "";
            for (int page = 0; page < 20; page++) {
                String next = cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"";
                Answer answer = server.recommend("home", "{\"user\":\"user-2\",\"limit\":10" + next + "}");
                assertEquals(
                        page * 10 + 1, answer.body().at("/items/0/position").asInt());
                all.addAll(answer.ids());
                cursor = answer.text("cursor");
            }
            assertEquals(200, new HashSet<>(all).size());
        }
    }

    @Test
    void items_putAndDeleted_changeTheNextAnswer(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 50, 1);
            server.awaitModel("m");
            String id = "a/b ✓ 🎬";
            String path =
                    "/v1/items/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            Answer put = server.call("PUT", path, "{\"categories\":[\"brand-new\"],\"title\":\"Fresh\"}");
            assertTrue(put.status() < 300, () -> put.response().body());
            String only = "{\"filter\":{\"categories\":{\"any\":[\"brand-new\"]}}}";
            assertEquals(List.of(id), server.recommend("home", only).ids());
            assertEquals(
                    "Fresh", server.call("GET", path, "").body().path("title").asText());

            assertTrue(server.call("PUT", path + "/availability", "{\"available\":false}")
                            .status()
                    < 300);
            assertEquals(List.of(), server.recommend("home", only).ids());
            assertTrue(server.call("PUT", path + "/availability", "{\"available\":true}")
                            .status()
                    < 300);
            assertEquals(List.of(id), server.recommend("home", only).ids());

            server.offer("n", 60, 2);
            server.awaitModel("n");
            assertEquals(List.of(id), server.recommend("home", only).ids());
            assertTrue(server.call("DELETE", path, "").status() < 300);
            assertEquals(List.of(), server.recommend("home", only).ids());
        }
    }

    @Test
    void start_again_servesTheSameModelAndItems(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("a", 50, 1);
            server.awaitModel("a");
            server.offer("b", 50, 2);
            server.awaitModel("b");
            assertEquals(200, server.call("POST", "/v1/models/a/activate", "").status());
            assertTrue(server.call("DELETE", "/v1/items/item-0", "").status() < 300);
        }
        try (TestServer server = TestServer.start(directory, database)) {
            Answer answer = server.recommend("popular", "{\"limit\":1}");
            assertEquals("a", answer.text("model"));
            assertEquals(List.of("item-1"), answer.ids());
        }
    }

    @Test
    void models_activateRollBackAndUnknown_answerAsDocumented(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("a", 50, 1);
            server.awaitModel("a");
            server.offer("b", 50, 2);
            server.awaitModel("b");
            Answer rolledBack = server.call("POST", "/v1/models/rollback", "");
            assertEquals(200, rolledBack.status());
            assertEquals("a", rolledBack.text("version"));
            assertEquals("a", server.recommend("popular", "{}").text("model"));
            Answer missing = server.call("POST", "/v1/models/zzz/activate", "");
            assertEquals(404, missing.status());
            assertEquals("model_not_found", missing.text("code"));
            JsonNode models = server.call("GET", "/v1/models", "").body().path("models");
            assertEquals(2, models.size());
            assertFalse(models.path(0).path("serving").asBoolean());
            assertTrue(models.path(1).path("serving").asBoolean());
        }
    }
}
