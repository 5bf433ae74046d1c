package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do comes in over HTTP and changes the next answer; a whole server with a real PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class FeedbackIT {
    @TempDir
    private Path directory;

    @Test
    void events_workedExamples_giveTheirNumbers(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            post(server, "ann", "m1", "impression", "");
            post(server, "ann", "m1", "click", "");
            post(server, "ann", "m1", "watch", "{\"watched\":1800,\"duration\":1800}");
            post(server, "ann", "m1", "watch", "{\"watched\":1800,\"duration\":1800,\"replayed\":true}");
            post(server, "ann", "m1", "like", "");
            post(server, "ann", "m2", "impression", "");
            post(server, "ann", "m2", "click", "");
            post(server, "ann", "m2", "watch", "{\"watched\":900,\"duration\":1800}");
            post(server, "ann", "m2", "dislike", "");
            post(server, "ann", "m3", "watch", "{\"watched\":1750,\"duration\":1800,\"replayed\":true}");
            post(server, "ann", "m4", "watch", "{\"watched\":120,\"duration\":1800}");

            JsonNode profile = server.call("GET", "/v1/users/ann", "").body();
            assertEquals(2.61, item(profile, "m1").path("score").asDouble(), 1e-9);
            assertEquals(-1.09, item(profile, "m2").path("score").asDouble(), 1e-9);
            assertEquals(1.472, item(profile, "m3").at("/watch/score").asDouble(), 5e-4);
            assertEquals("loved", item(profile, "m3").at("/watch/sentiment").asText());
            assertEquals(0.067, item(profile, "m4").at("/watch/score").asDouble(), 5e-4);
            assertEquals("bounce", item(profile, "m4").at("/watch/sentiment").asText());
        }
    }

    @Test
    void events_purchasesOfThePast_decayRepeatAndReturn(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            purchase(server, "p400", 400);
            purchase(server, "p30", 60);
            purchase(server, "p30", 30);
            purchase(server, "p360", 360);
            event(server, "{\"user\":\"bob\",\"item\":\"p360\",\"type\":\"return\",\"ts\":" + daysAgo(359) + "}");
            purchase(server, "p5", 5);

            JsonNode profile = server.call("GET", "/v1/users/bob", "").body();
            assertEquals(0.012, item(profile, "p400").at("/purchase/score").asDouble(), 5e-4);
            assertEquals(1.433, item(profile, "p30").at("/purchase/score").asDouble(), 5e-4);
            assertEquals(-0.018, item(profile, "p360").at("/purchase/score").asDouble(), 5e-4);
            assertEquals(0.946, item(profile, "p5").at("/purchase/score").asDouble(), 5e-4);
        }
    }

    @Test
    void dislike_nextAnswer_lacksTheItemAndDampsWhatIsAlike(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 200, 1);
            server.awaitModel("m");
            String request = "{\"user\":\"user-1\",\"limit\":50,\"explain\":true,\"properties\":[\"categories\"]}";
            Answer before = server.recommend("home", request);
            String first = before.ids().getFirst();
            Set<String> categories = categoriesOf(before, first);
            assertFalse(categories.isEmpty());

            event(
                    server,
                    "{\"type\":\"dislike\",\"item\":\"" + first + "\",\"token\":\"" + before.text("token") + "\"}");

            Answer after = server.recommend("home", request);
            assertFalse(after.ids().contains(first));
            int alike = 0;
            for (JsonNode item : after.body().path("items")) {
                boolean damped = item.at("/explanation/damping").asDouble() < 0;
                boolean shares =
                        categoriesOf(after, item.path("id").asText()).stream().anyMatch(categories::contains);
                alike += shares ? 1 : 0;
                assertTrue(!shares || damped, () -> "shares a category and is not damped: " + item);
            }
            assertTrue(alike > 0);
        }
    }

    @Test
    void hide_itsCreator_isGoneForThirtyDays(DatabaseAddress database) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        try (TestServer server = TestServer.start(directory, database, now::get)) {
            server.offer("m", 70, 1);
            server.awaitModel("m");
            String request = "{\"user\":\"user-1\",\"limit\":70,\"properties\":[\"creators\"]}";
            assertEquals(10, by("creator-3", server.recommend("home", request)));
            event(server, "{\"user\":\"user-1\",\"type\":\"hide\",\"item\":\"item-3\"}");

            Answer hidden = server.recommend("home", request);
            assertEquals(0, by("creator-3", hidden));
            assertEquals(60, hidden.ids().size());
            now.updateAndGet(t -> t.plus(Duration.ofDays(30)).plusMillis(1));
            Answer later = server.recommend("home", request);
            assertEquals(9, by("creator-3", later));
            assertFalse(later.ids().contains("item-3"));
        }
    }

    @Test
    void purchase_onceIsGone_againIsReplenished(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 40, 1);
            server.awaitModel("m");
            String request = "{\"user\":\"eve\",\"limit\":40}";
            event(server, "{\"user\":\"eve\",\"type\":\"purchase\",\"item\":\"item-30\"}");
            assertFalse(server.recommend("home", request).ids().contains("item-30"));
            event(server, "{\"user\":\"eve\",\"type\":\"purchase\",\"item\":\"item-30\"}");
            assertTrue(reasonsOf(server.recommend("home", request), "item-30").contains("replenish"));
            event(server, "{\"user\":\"eve\",\"type\":\"return\",\"item\":\"item-30\"}");
            assertFalse(server.recommend("home", request).ids().contains("item-30"));
            JsonNode item = item(server.call("GET", "/v1/users/eve", "").body(), "item-30");
            assertTrue(item.path("score").asDouble() < 0, item::toString);
            assertTrue(item.at("/purchase/score").asDouble() < 0, item::toString);
        }
    }

    @Test
    void impressions_fiveWithoutAClick_tireForAFortnightAndRecover(DatabaseAddress database) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        try (TestServer server = TestServer.start(directory, database, now::get)) {
            server.offer("m", 40, 1);
            server.awaitModel("m");
            String request = "{\"user\":\"user-2\",\"limit\":40,\"explain\":true}";
            for (int view = 1; view <= 5; view++) {
                Answer slate = server.recommend("home", request);
                assertTrue(slate.ids().contains("item-9"), "before view " + view);
                event(
                        server,
                        "{\"type\":\"impression\",\"item\":\"item-9\",\"token\":\"" + slate.text("token") + "\"}");
            }
            assertFalse(server.recommend("home", request).ids().contains("item-9"));
            now.updateAndGet(t -> t.plus(Duration.ofDays(14)));
            JsonNode recovering = server.recommend("home", request).body().path("items");
            for (JsonNode item : recovering) {
                boolean damped = item.at("/explanation/damping").asDouble() < 0;
                assertEquals(item.path("id").asText().equals("item-9"), damped, item::toString);
            }
            now.updateAndGet(t -> t.plus(Duration.ofDays(140)));
            for (JsonNode item : server.recommend("home", request).body().path("items")) {
                assertTrue(item.at("/explanation/damping").asDouble() >= 0, item::toString);
            }
        }
    }

    @Test
    void session_threeClicks_makeTheNextSlatePersonal(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 300, 1);
            server.awaitModel("m");
            String request = "{\"session\":\"s-1\",\"limit\":10}";
            Answer before = server.recommend("home", request);
            for (String item : List.of("item-7", "item-17", "item-27")) {
                event(server, "{\"session\":\"s-1\",\"item\":\"" + item + "\",\"type\":\"click\"}");
            }
            Answer after = server.recommend("home", request);
            assertNotEquals(before.ids(), after.ids());
            assertTrue(
                    after.response().body().contains("personalised"),
                    () -> after.response().body());
        }
    }

    @Test
    void events_replayedBatch_isAllDuplicatesAndCountsStay(DatabaseAddress database) throws Exception {
        String batch = "{\"events\":["
                + "{\"id\":\"0199a0b0-0000-7000-8000-000000000001\",\"type\":\"click\",\"user\":\"u\",\"item\":\"a\"},"
                + "{\"id\":\"0199a0b0-0000-7000-8000-000000000002\",\"type\":\"rating\",\"user\":\"u\",\"item\":\"a\","
                + "\"value\":5}]}";
        String profile;
        try (TestServer server = TestServer.start(directory, database)) {
            Answer first = server.call("POST", "/v1/events", batch);
            assertEquals(202, first.status());
            assertEquals(2, first.body().path("accepted").asInt());
            profile = item(server.call("GET", "/v1/users/u", "").body(), "a")
                    .path("score")
                    .toString();
            Answer again = server.call("POST", "/v1/events", batch);
            assertEquals(2, again.body().path("duplicates").asInt());
            assertEquals(0, again.body().path("accepted").asInt());
        }
        try (TestServer server = TestServer.start(directory, database)) {
            assertEquals(
                    2,
                    server.call("POST", "/v1/events", batch)
                            .body()
                            .path("duplicates")
                            .asInt());
            assertEquals(
                    profile,
                    item(server.call("GET", "/v1/users/u", "").body(), "a")
                            .path("score")
                            .toString());
        }
    }

    @Test
    void erasure_afterwards_nothingIsKnownAndOldEventsAreRefused(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            post(server, "carl", "a", "like", "");
            long before = Instant.now().toEpochMilli();
            int status = server.call("DELETE", "/v1/users/carl", "").status();
            assertEquals(204, status);
            JsonNode profile = server.call("GET", "/v1/users/carl", "").body();
            assertEquals(0, profile.path("items").size());
            Answer old = server.call(
                    "POST",
                    "/v1/events",
                    "{\"events\":[{\"user\":\"carl\",\"item\":\"a\",\"type\":\"like\",\"ts\":" + (before - 1000)
                            + "}]}");
            assertEquals("subject_erased", old.body().at("/rejected/0/code").asText());
        }
    }

    @Test
    void erasure_ofSomebodyTheModelKnows_makesThemAStranger(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            server.offer("m", 100, 1);
            server.awaitModel("m");
            String known = "{\"user\":\"user-1\"}";
            List<String> strangers =
                    server.recommend("home", "{\"user\":\"stranger\"}").ids();
            assertNotEquals(strangers, server.recommend("home", known).ids());
            assertEquals(204, server.call("DELETE", "/v1/users/user-1", "").status());
            assertEquals(strangers, server.recommend("home", known).ids());
            assertEquals("none", server.call("GET", "/v1/users/user-1", "").text("vector"));
        }
    }

    @Test
    void merge_sessionIntoUser_movesWhatIsKnown(DatabaseAddress database) throws Exception {
        try (TestServer server = TestServer.start(directory, database)) {
            event(server, "{\"session\":\"s-9\",\"item\":\"a\",\"type\":\"like\"}");
            Answer merged = server.call("POST", "/v1/users/merge", "{\"session\":\"s-9\",\"user\":\"dora\"}");
            assertEquals(200, merged.status());
            JsonNode dora = server.call("GET", "/v1/users/dora", "").body();
            assertEquals(0.7, item(dora, "a").path("score").asDouble(), 1e-9);
            assertEquals(
                    0,
                    server.call("GET", "/v1/users/s-9?kind=session", "")
                            .body()
                            .path("items")
                            .size());
        }
    }

    private static void purchase(TestServer server, String item, int daysAgo) throws Exception {
        event(
                server,
                "{\"user\":\"bob\",\"item\":\"" + item + "\",\"type\":\"purchase\",\"ts\":" + daysAgo(daysAgo) + "}");
    }

    private static long daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
    }

    private static void post(TestServer server, String user, String item, String type, String value) throws Exception {
        String values = value.isEmpty() ? "" : ",\"value\":" + value;
        event(server, "{\"user\":\"" + user + "\",\"item\":\"" + item + "\",\"type\":\"" + type + "\"" + values + "}");
    }

    private static void event(TestServer server, String event) throws Exception {
        Answer answer = server.call("POST", "/v1/events", "{\"events\":[" + event + "]}");
        assertEquals(202, answer.status(), () -> answer.response().body());
        assertEquals(
                1,
                answer.body().path("accepted").asInt(),
                () -> answer.response().body());
    }

    private static JsonNode item(JsonNode profile, String id) {
        for (JsonNode item : profile.path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("no item " + id + " in " + profile);
    }

    private static long by(String creator, Answer answer) {
        long count = 0;
        for (JsonNode item : answer.body().path("items")) {
            count += item.at("/properties/creators/0").asText().equals(creator) ? 1 : 0;
        }
        return count;
    }

    private static String reasonsOf(Answer answer, String id) {
        for (JsonNode item : answer.body().path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item.path("reasons").toString();
            }
        }
        throw new AssertionError("no item " + id);
    }

    private static Set<String> categoriesOf(Answer answer, String id) {
        Set<String> categories = new HashSet<>();
        for (JsonNode item : answer.body().path("items")) {
            if (item.path("id").asText().equals(id)) {
                item.at("/properties/categories").forEach(category -> categories.add(category.asText()));
            }
        }
        return categories;
    }
}
