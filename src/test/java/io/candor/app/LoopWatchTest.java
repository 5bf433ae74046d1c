package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector of blocked event loops detects; without this its silence would prove nothing. */
final class LoopWatchTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Test
    void loop_blocked_isSeen() {
        VertxOptions options = new VertxOptions()
                .setBlockedThreadCheckInterval(5)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(20)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);
        Vertx vertx = Vertx.vertx(options);
        try {
            Promise<List<String>> seen = Promise.promise();
            vertx.getOrCreateContext().runOnContext(now -> seen.complete(blockUntilSeen()));

            assertTrue(seen.future().await().getFirst().contains("vert.x-eventloop-thread"));
        } finally {
            vertx.close().await();
            LoopWatch.drain();
        }
    }

    private static List<String> blockUntilSeen() {
        long begun = System.nanoTime();
        List<String> seen = List.of();
        while (seen.isEmpty() && System.nanoTime() - begun < PATIENCE_NANOS) {
            Thread.onSpinWait();
            seen = LoopWatch.drain();
        }
        return seen;
    }

    @Test
    void log_ofABlockedLoop_fails(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("output");
        Files.writeString(log, "12:00:00.000 INFO  Application serving\n");
        LoopWatch.assertNoneBlocked(log);
        Files.writeString(
                log,
                "12:00:01.000 WARN  BlockedThreadChecker Thread Thread[#42,vert.x-eventloop-thread-0,5,main] has been blocked for"
                        + " 2301 ms, time limit is 2000 ms\n");

        AssertionError failure = assertThrows(AssertionError.class, () -> LoopWatch.assertNoneBlocked(log));
        assertEquals(1, String.valueOf(failure.getMessage()).split("2301 ms", -1).length - 1);
    }
}
