package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.access.KeyKind;
import io.candor.access.NewKey;
import io.candor.access.TestKeys;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A running server follows its key file. */
@ExtendWith(PostgresExtension.class)
final class ApiKeysFollowIT {
    @TempDir
    private Path directory;

    @Test
    void keyFile_changedWhileRunning_isFollowed(DatabaseAddress database) throws Exception {
        NewKey first = TestKeys.of(KeyKind.ADMIN);
        NewKey second = TestKeys.of(KeyKind.SECRET);
        try (TestServer server = TestServer.start(directory, database)) {
            assertEquals(200, server.call("GET", "/v1/models", "").status());

            server.keys().add(first.key());
            server.await("a key is needed", () -> code(server, "").equals("key_missing"));
            assertEquals("", code(server, first.text().reveal()));
            assertEquals("key_invalid", code(server, second.text().reveal()));

            server.keys().add(second.key());
            server.await(
                    "the second key is known",
                    () -> code(server, second.text().reveal()).equals("key_not_allowed"));

            String good = Files.readString(server.keys().path());
            Files.writeString(server.keys().path(), good + "broken\n");
            assertEquals("", code(server, first.text().reveal()));

            Files.writeString(server.keys().path(), good);
            server.keys().revoke(first.key().id(), TestKeys.MADE);
            server.await(
                    "the first key is revoked",
                    () -> code(server, first.text().reveal()).equals("key_invalid"));
            server.keys().revoke(second.key().id(), TestKeys.MADE);
            server.await(
                    "the last key is revoked",
                    () -> code(server, second.text().reveal()).equals("key_invalid"));
            assertEquals("key_missing", code(server, ""));
            assertEquals(200, server.call("GET", "/openapi.yaml", "").status());
        }
        try (TestServer again = TestServer.start(directory, database)) {
            assertEquals("key_missing", code(again, ""));
        }
    }

    /** Returns the code of the answer to a request for an administrator; empty when it was taken. */
    private static String code(TestServer server, String key) throws Exception {
        return key.isEmpty()
                ? server.call("GET", "/v1/models", "").text("code")
                : server.callWith(key, "GET", "/v1/models", "").text("code");
    }
}
