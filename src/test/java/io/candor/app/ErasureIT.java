package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.TestServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was erased is in no table and in no file of the event log, whatever the database does meanwhile. */
final class ErasureIT {
    @TempDir
    private Path directory;

    private final List<String> posted = new ArrayList<>();

    @Test
    void erase_userWithSession_leavesTheirIdsNowhere() throws Exception {
        try (ServerProcess server = ServerProcess.in(directory).start()) {
            server.awaitReady();
            withDatabase(server);
            withoutDatabase(server);
        }
    }

    private void withDatabase(ServerProcess server) throws Exception {
        act(server, "user", "anna-5c81");
        act(server, "session", "tab-5c81");
        assertEquals(200, merge(server, "tab-5c81", "anna-5c81"));
        server.awaitStored();
        assertTrue(tablesWith(server, "anna-5c81").containsAll(List.of("feedback", "decision", "merge")));
        assertTrue(isInLog(server, "anna-5c81"));

        assertEquals(204, erase(server, "anna-5c81"));
        assertFalse(isInLog(server, "anna-5c81"));
        assertEquals(List.of(), tablesWith(server, "anna-5c81"));
        assertEquals(List.of(), tablesWith(server, "tab-5c81"));
        assertFalse(isInLog(server, "tab-5c81"));
        assertNothingComesBack(server, "anna-5c81", "tab-5c81");
    }

    private void withoutDatabase(ServerProcess server) throws Exception {
        posted.clear();
        act(server, "user", "bert-9e27");
        act(server, "session", "tab-9e27");
        server.awaitStored();
        server.holdDatabaseDown();
        act(server, "user", "bert-9e27");
        act(server, "session", "tab-9e27");
        act(server, "session", "phone-9e27");
        assertEquals(202, merge(server, "tab-9e27", "bert-9e27"));
        assertEquals(202, merge(server, "phone-9e27", "bert-9e27"));

        assertEquals(202, erase(server, "bert-9e27"));
        for (String id : List.of("bert-9e27", "phone-9e27", "tab-9e27")) {
            assertFalse(isInLog(server, id), id);
        }
        server.kill();
        server.releaseDatabase();
        server.start().awaitReady();
        server.awaitStored();
        for (String id : List.of("bert-9e27", "tab-9e27", "phone-9e27")) {
            assertFalse(isInLog(server, id), id);
            assertEquals(List.of(), tablesWith(server, id), id);
        }
        assertNothingComesBack(server, "bert-9e27", "tab-9e27", "phone-9e27");
    }

    /** Has a slate made, and events posted of it and without it; keeps what was posted. */
    private void act(ServerProcess server, String kind, String id) throws Exception {
        String who = "\"" + kind + "\":\"" + id + "\"";
        Answer slate = server.recommend("{" + who + ",\"limit\":5}");
        assertEquals(200, slate.status(), () -> slate.response().body());
        String token = "\"token\":\"" + slate.text("token") + "\"";
        String item = "\"item\":\"" + slate.ids().getFirst() + "\"";
        post(server, token + ",\"type\":\"impression\",\"positions\":[1,2,3]");
        post(server, token + "," + item + ",\"type\":\"click\"");
        post(server, who + ",\"item\":\"item-9\",\"type\":\"like\"");
        post(server, who + ",\"type\":\"search\",\"value\":\"" + id + "\"");
    }

    private void post(ServerProcess server, String fields) throws Exception {
        String event =
                "{\"id\":\"" + UUID.randomUUID() + "\",\"ts\":" + Instant.now().toEpochMilli() + "," + fields + "}";
        Answer answer = server.post(event);
        assertEquals(202, answer.status(), () -> answer.response().body());
        assertEquals(
                0,
                answer.body().path("rejected").size(),
                () -> answer.response().body());
        posted.add(event);
    }

    private static int merge(ServerProcess server, String session, String user) throws Exception {
        return server.call("POST", "/v1/users/merge", "{\"session\":\"" + session + "\",\"user\":\"" + user + "\"}")
                .status();
    }

    private static int erase(ServerProcess server, String user) throws Exception {
        return server.call("DELETE", "/v1/users/" + user, "").status();
    }

    /** Posts all again, with the same ids. */
    private void assertNothingComesBack(ServerProcess server, String... ids) throws Exception {
        for (String event : posted) {
            Answer answer = server.post(event);
            assertEquals(202, answer.status());
            assertEquals(
                    0,
                    answer.body().path("accepted").asInt(),
                    () -> event + " " + answer.response().body());
        }
        server.awaitStored();
        for (String id : ids) {
            assertFalse(isInLog(server, id), id);
            assertEquals(List.of(), tablesWith(server, id), id);
        }
    }

    private static List<String> tablesWith(ServerProcess server, String id) throws IOException {
        try (DatabaseRows rows = server.rows()) {
            return rows.tablesWith(id);
        }
    }

    private static boolean isInLog(ServerProcess server, String id) throws IOException {
        try (Stream<Path> files = Files.list(server.eventLog())) {
            for (Path file : files.toList()) {
                if (bytesOf(file).contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String bytesOf(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
