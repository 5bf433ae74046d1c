package io.candor.bench;

import io.candor.eventlog.JournalLoad;
import io.candor.storage.BenchPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures cell by cell: the bare loop, the inserts, then the events, each when the database has caught up. */
final class EventsRun {
    private static final int BARE_RECORDS = 200;
    private static final long CATCH_UP_SECONDS = 240;
    private static final long POLL_MILLIS = 200;
    private static final double SHORT_WARM_UP = 0.3;

    private final ServerProcess server;
    private final BenchPostgres postgres;
    private final InsertLoad inserts;
    private final List<ShownSlate> slates;
    private final Path directory;
    private final double seconds;
    private int recordBytes;

    /** @param seconds of each cell */
    EventsRun(
            ServerProcess server,
            BenchPostgres postgres,
            InsertLoad inserts,
            List<ShownSlate> slates,
            Path directory,
            double seconds) {
        this.server = server;
        this.postgres = postgres;
        this.inserts = inserts;
        this.slates = slates;
        this.directory = directory;
        this.seconds = seconds;
    }

    /** Bytes that an event takes in the journal; known after {@link #warmUp}. */
    int recordBytes() {
        return recordBytes;
    }

    void warmUp() throws IOException, InterruptedException {
        catchUp();
        load(2 * seconds, 16, 10);
        load(seconds, 16, 100);
        recordBytes = (int) (server.metric("candor_eventlog_backlog_bytes")
                / Math.max(1, server.metric("candor_eventlog_backlog_records")));
        inserts.run(seconds / 2, 16);
        catchUp();
    }

    EventsCell cell(int connections, int batch) throws IOException, InterruptedException {
        double bare = JournalLoad.bare(directory, recordBytes, BARE_RECORDS).recordsPerSecond();
        double insertCpu = -postgres.cpuMicros();
        int insertConnections = Math.min(connections, inserts.maxConnections());
        Latencies inserted = inserts.run(seconds / 2, insertConnections);
        insertCpu += postgres.cpuMicros();
        load(SHORT_WARM_UP, connections, batch);
        catchUp();
        double databaseBegin = postgres.cpuMicros();
        double storedBegin = stored();
        double cpuBegin = server.cpuMicros();
        Latencies events = load(seconds, connections, batch);
        double cpuLoaded = server.cpuMicros();
        double storedLoaded = stored();
        catchUp();
        return new EventsCell(
                connections,
                batch,
                bare,
                inserted,
                insertConnections,
                insertCpu / inserted.events(),
                events,
                cpuLoaded - cpuBegin,
                storedLoaded - storedBegin,
                server.cpuMicros() - cpuLoaded,
                stored() - storedLoaded,
                postgres.cpuMicros() - databaseBegin);
    }

    private Latencies load(double duration, int connections, int batch) throws IOException {
        try (EventLoad load = new EventLoad(server.port(), slates, connections, batch)) {
            return load.run(duration);
        }
    }

    private double stored() throws IOException {
        return server.metric("candor_projection_events_total");
    }

    private void catchUp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS);
        while (server.metric("candor_eventlog_backlog_records") > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the database is still behind after " + CATCH_UP_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
