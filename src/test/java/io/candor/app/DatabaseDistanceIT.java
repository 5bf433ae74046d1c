package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.EventWriters.Sent;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The database answers late, or not at all: slates do not wait for it, and what was acknowledged gets there in the end. */
@ExtendWith(PostgresExtension.class)
final class DatabaseDistanceIT {
    private static final int SLOW_MILLIS = 200;
    private static final int REST_MILLIS = 40;
    private static final int BATCHES = 20;
    private static final int STRANGERS = 10;
    private static final String PARTIAL = "profile_unavailable";

    @TempDir
    private Path directory;

    private final List<Sent> acknowledged = new ArrayList<>();

    @Test
    void database_slowOrOutOfReach_slatesDoNotWaitForIt(DatabaseAddress database) throws Exception {
        try (TcpProxy proxy = new TcpProxy(database.uri());
                ServerProcess server =
                        ServerProcess.in(directory, proxy.wayTo(database)).start()) {
            server.awaitReady();
            strike(
                    server,
                    "PostgreSQL slow (" + SLOW_MILLIS + " ms each way)",
                    1,
                    () -> proxy.delay(SLOW_MILLIS),
                    () -> proxy.delay(0));
            strike(
                    server,
                    "PostgreSQL out of reach (packets lost)",
                    2,
                    () -> proxy.lose(true),
                    () -> proxy.lose(false));
            CrashIT.assertStoredOnce(server, acknowledged);
        }
    }

    private void strike(ServerProcess server, String name, int seed, Runnable begin, Runnable end) throws Exception {
        EventWriters writers = new EventWriters(server, seed, REST_MILLIS);
        try (SlateWatch strangers = new SlateWatch(server, "stranger-" + seed)) {
            writers.awaitBatches(BATCHES);
            begin.run();
            server.await("strangers are served without it", () -> strangers.seen(PARTIAL) > STRANGERS);
            writers.awaitBatches(BATCHES);
            end.run();
            long gone = System.nanoTime();
            int whole = strangers.seen(SlateWatch.WHOLE);
            server.await("strangers get whole slates", () -> strangers.seen(SlateWatch.WHOLE) > whole + STRANGERS);
            long took = System.nanoTime() - gone;
            acknowledged.addAll(writers.stop());
            strangers.stop();
            server.awaitStored();
            CrashIT.assertRowsOnce(server, acknowledged);
            assertTrue(SlateWatch.SERVED.containsAll(strangers.seen().keySet()), strangers.summary());
            assertEquals(0, writers.refused() + writers.disconnected());
            FaultTable.row(name, strangers.summary(), acknowledged.size(), took);
        } finally {
            writers.abandon();
        }
    }
}
