package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candor.app.EventWriters.Sent;
import io.candor.app.TestServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the event log fills up and gets room again; a file system in memory stands for the disk. */
final class DiskFullIT {
    private static final int DISK_BYTES = 4 << 20;
    /** Less than a segment and the reserve. */
    private static final int LEFT_BYTES = 100 << 10;

    @TempDir
    private Path directory;

    @Test
    void diskFull_eventsAreRefusedUntilThereIsRoom_slatesGoOn() throws Exception {
        ServerProcess server = ServerProcess.in(directory);
        Path disk = server.eventLog();
        assumeTrue(
                Mounts.inMemory(disk, DISK_BYTES),
                "a file system in memory can only be mounted by root, in a container that may");
        try (server) {
            server.start().awaitReady();
            EventWriters writers = new EventWriters(server, 7);
            writers.awaitBatches(10);
            Path filler = disk.resolve("filler");
            fill(filler, disk);

            Answer refused = awaitRefusal(server);
            assertEquals("eventlog_full", refused.text("code"));
            assertTrue(
                    refused.response().headers().firstValueAsLong("retry-after").orElse(0) > 0);
            server.await("a slate says that its decision is not logged", () -> {
                Answer slate = server.recommend("{\"user\":\"user-1\",\"limit\":10}");
                assertEquals(200, slate.status(), () -> slate.response().body());
                assertEquals(10, slate.ids().size());
                return slate.text("degraded").equals("decision_not_logged");
            });

            Files.delete(filler);
            long gone = System.nanoTime();
            writers.awaitBatches(10);
            long took = System.nanoTime() - gone;
            List<Sent> acknowledged = writers.stop();
            server.awaitStored();
            Answer slate = server.recommend("{\"user\":\"user-1\",\"limit\":10}");
            assertEquals("null", slate.text("degraded"));
            CrashIT.assertStoredOnce(server, acknowledged);
            FaultTable.row(
                    "disk of the journal full",
                    "whole slates, then decision_not_logged; batches of events: " + writers.refused() + " × 503",
                    acknowledged.size(),
                    took);
        } finally {
            Mounts.unmount(disk);
        }
    }

    private static Answer awaitRefusal(ServerProcess server) throws Exception {
        Answer[] last = new Answer[1];
        server.await("events are refused", () -> {
            last[0] = server.post("{\"user\":\"other\",\"item\":\"item-1\",\"type\":\"click\"}");
            return last[0].status() == 503;
        });
        return last[0];
    }

    /** Takes what is free but a little, whatever is freed meanwhile. */
    private static void fill(Path filler, Path disk) throws IOException {
        try (var file = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (Files.getFileStore(disk).getUsableSpace() > LEFT_BYTES) {
                file.write(block);
            }
        }
    }
}
