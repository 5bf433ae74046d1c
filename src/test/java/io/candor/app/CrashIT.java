package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.candor.app.EventWriters.Sent;
import io.candor.app.TestServer.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server and its database are killed while clients write: what was acknowledged is stored, once. */
final class CrashIT {
    private static final int ROUNDS = Integer.getInteger("candor.crash.rounds", 3);
    private static final int ASKED_WHILE_DOWN = 20;

    @TempDir
    private Path directory;

    private final Random random = new Random(2);
    private int strangers;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void kill_serverOrDatabase_everyAcknowledgedEventIsStoredOnce() throws Exception {
        try (ServerProcess server = ServerProcess.in(directory).start()) {
            server.awaitReady();
            EventWriters writers = new EventWriters(server, 1);
            int answered = 0;
            long longest = 0;
            for (int round = 0; round < ROUNDS; round++) {
                writers.awaitBatches(1 + random.nextInt(100));
                switch (round % 3) {
                    case 0 -> server.kill();
                    case 1 -> answered += withoutDatabase(server, writers);
                    default -> server.killDatabase();
                }
                if (round % 3 == 0) {
                    long killed = System.nanoTime();
                    server.start().awaitReady();
                    longest = Math.max(longest, System.nanoTime() - killed);
                }
            }
            writers.awaitBatches(20);
            List<Sent> acknowledged = writers.stop();
            server.awaitStored();
            assertStoredOnce(server, acknowledged);
            FaultTable.row(
                    "server or database killed (SIGKILL) in turn, " + ROUNDS + " times",
                    answered + " slates while the database was down; batches of events: " + writers.refused()
                            + " × 503, " + writers.disconnected() + " × no answer",
                    acknowledged.size(),
                    longest);
        }
    }

    /** Keeps the database down for a while; returns how many slates were asked for and served meanwhile. */
    private int withoutDatabase(ServerProcess server, EventWriters writers) throws Exception {
        server.holdDatabaseDown();
        long before = server.backlog();
        for (int i = 0; i < ASKED_WHILE_DOWN; i++) {
            Answer stranger = server.recommend("{\"user\":\"stranger-" + strangers++ + "\",\"limit\":10}");
            assertEquals(200, stranger.status(), () -> stranger.response().body());
            assertEquals("profile_unavailable", stranger.text("degraded"));
            assertEquals(10, stranger.ids().size());
            Answer writer = server.recommend("{\"user\":\"writer-" + i % EventWriters.USERS + "\",\"limit\":10}");
            assertEquals(200, writer.status(), () -> writer.response().body());
        }
        writers.awaitBatches(20);
        long waiting = server.backlog();
        assertTrue(waiting > before, () -> "the backlog was " + before + " and is " + waiting);
        server.releaseDatabase();
        server.await("the backlog shrinks", () -> server.backlog() < waiting);
        return 2 * ASKED_WHILE_DOWN;
    }

    /** Compares what is in the database, and what is told of users, with what was acknowledged. */
    static void assertStoredOnce(ServerProcess server, List<Sent> acknowledged) throws Exception {
        assertRowsOnce(server, acknowledged);
        for (int user = 0; user < EventWriters.USERS; user++) {
            assertClicks(server, "writer-" + user, acknowledged);
        }
    }

    /** Compares what is in the database with what was acknowledged. */
    static void assertRowsOnce(ServerProcess server, List<Sent> acknowledged) throws Exception {
        List<String> stored;
        try (DatabaseRows rows = server.rows()) {
            stored = rows.texts(
                    "SELECT event_id || ' ' || subject || ' ' || item || ' ' || type FROM feedback WHERE subject LIKE 'u:writer-%'");
        }
        Set<String> distinct = new HashSet<>(stored);
        Set<String> expected = acknowledged.stream().map(CrashIT::row).collect(Collectors.toSet());
        Set<String> lost = new HashSet<>(expected);
        lost.removeAll(distinct);
        int duplicated = stored.size() - distinct.size();
        assertEquals(Set.of(), lost);
        assertEquals(0, duplicated);
        assertEquals(expected, distinct);
    }

    private static String row(Sent event) {
        int code = event.type().startsWith("\"click") ? 2 : event.type().startsWith("\"like") ? 6 : 5;
        return event.id() + " u:" + event.user() + " " + event.item() + " " + code;
    }

    /** What the server says of a user counts each click once. */
    private static void assertClicks(ServerProcess server, String user, List<Sent> acknowledged) throws Exception {
        Map<String, Long> expected = acknowledged.stream()
                .filter(event -> event.user().equals(user) && event.type().equals("\"click\""))
                .collect(Collectors.groupingBy(Sent::item, Collectors.counting()));
        String path = "/v1/users/" + user;
        // So much is not read within one request's deadline; the reading goes on for the next one.
        server.await(user + " is loaded", () -> server.call("GET", path, "").status() == 200);
        Answer answer = server.call("GET", path, "");
        assertEquals(200, answer.status());
        Map<String, JsonNode> items = new HashMap<>();
        answer.body().path("items").forEach(item -> items.put(item.path("id").asText(), item));
        Function<String, Long> shown = item -> items.getOrDefault(item, MissingNode.getInstance())
                .at("/signals/clicks")
                .asLong();
        expected.forEach((item, clicks) -> assertEquals(clicks, shown.apply(item), user + " " + item));
    }
}
