package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.CapturedLog;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ready is said only when requests should come. */
@ExtendWith(PostgresExtension.class)
final class ReadinessIT {
    @TempDir
    private Path directory;

    @Test
    void ready_whileTheFirstModelLoads_isRefusedUntilItIsWarm(DatabaseAddress database) throws Exception {
        try (CapturedLog log = new CapturedLog();
                TestServer server = TestServer.start(directory, database)) {
            assertEquals(503, server.manage("/health/ready").status());
            assertTrue(gauge(server).endsWith(" 0.0"), gauge(server));
            server.offer("first", 5_000, 1);
            server.await("it is ready", () -> {
                boolean ready = server.manage("/health/ready").status() == 200;
                if (ready) {
                    assertTrue(
                            log.lines().stream().anyMatch(line -> line.contains("ready after")),
                            "it was not warm: " + log.lines());
                }
                return ready;
            });
            assertEquals(200, server.recommend("home", "{\"user\":\"user-1\"}").status());
            assertTrue(gauge(server).endsWith(" 1.0"), gauge(server));
        }
    }

    private static String gauge(TestServer server) throws Exception {
        return server.manage("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("candor_ready"))
                .findFirst()
                .orElseThrow();
    }
}
