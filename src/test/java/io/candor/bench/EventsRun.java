package io.candor.bench;

import io.candor.bench.InsertsCell.Peer;
import io.candor.eventlog.JournalLoad;
import io.candor.storage.BenchPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures cell by cell: the bare loop, the inserts, then the events, each when the database has caught up. */
final class EventsRun {
    private static final int BARE_RECORDS = 200;
    private static final long CATCH_UP_SECONDS = 240;
    private static final long POLL_MILLIS = 50;
    private static final double SHORT_WARM_UP = 0.3;
    private static final double ROUND_SECONDS = 1.5;
    /** Of the CPU time of a server, its compilers' when it counts as warmed up. */
    private static final double WARM_SHARE = 0.05;

    private static final String EVENTS = "/v1/events";

    private final ServerProcess server;
    private final InsertPeer peer;
    private final BenchPostgres postgres;
    private final InsertLoad inserts;
    private final List<ShownSlate> slates;
    private final Path directory;
    private final double seconds;
    private int recordBytes;

    /** Who is measured. */
    record Parties(ServerProcess server, InsertPeer peer, BenchPostgres postgres, InsertLoad inserts) {}

    /** @param seconds of each measurement */
    EventsRun(Parties parties, List<ShownSlate> slates, Path directory, double seconds) {
        this.server = parties.server();
        this.peer = parties.peer();
        this.postgres = parties.postgres();
        this.inserts = parties.inserts();
        this.slates = slates;
        this.directory = directory;
        this.seconds = seconds;
    }

    /** Bytes that an event takes in the journal; known after {@link #warmUp}. */
    int recordBytes() {
        return recordBytes;
    }

    /** Loads both servers until their compilers are through, or as long as it may take for each. */
    void warmUp(double mostSeconds) throws IOException, InterruptedException {
        catchUp();
        warmUp(server, EVENTS, mostSeconds, 10);
        load(server.port(), EVENTS, ROUND_SECONDS, 16, 100);
        recordBytes = (int) (server.metric("candor_eventlog_backlog_bytes")
                / Math.max(1, server.metric("candor_eventlog_backlog_records")));
        catchUp();
        warmUp(peer, "/rows", mostSeconds, 1);
        load(peer.port(), "/rows", ROUND_SECONDS, 16, 10);
        load(peer.port(), "/many", ROUND_SECONDS, 16, 10);
        inserts.run(1, 16);
        inserts.empty();
    }

    private void warmUp(Contender contender, String path, double mostSeconds, int batch) throws IOException {
        long begin = System.nanoTime();
        boolean isWarm = false;
        while (!isWarm && System.nanoTime() - begin < mostSeconds * 1e9) {
            double whole = -contender.cpuMicros();
            double compiling = -contender.compilerMicros();
            load(contender.port(), path, ROUND_SECONDS, 16, batch);
            whole += contender.cpuMicros();
            compiling += contender.compilerMicros();
            isWarm = compiling < WARM_SHARE * whole;
        }
    }

    EventsCell cell(int connections, int batch) throws IOException, InterruptedException {
        double bare = JournalLoad.bare(directory, recordBytes, BARE_RECORDS).recordsPerSecond();
        InsertsCell inserted = inserts(connections, batch);
        load(server.port(), EVENTS, SHORT_WARM_UP, connections, batch);
        catchUp();
        double databaseBegin = postgres.cpuMicros();
        double storedBegin = stored();
        double cpuBegin = server.cpuMicros();
        Latencies events = load(server.port(), EVENTS, seconds, connections, batch);
        double cpuLoaded = server.cpuMicros();
        double databaseLoaded = postgres.cpuMicros();
        double storedLoaded = stored();
        double drainSeconds = catchUp();
        return new EventsCell(
                connections,
                batch,
                bare,
                inserted,
                events,
                cpuLoaded - cpuBegin,
                databaseLoaded - databaseBegin,
                storedLoaded - storedBegin,
                server.cpuMicros() - cpuLoaded,
                stored() - storedLoaded,
                drainSeconds,
                postgres.cpuMicros() - databaseBegin);
    }

    private InsertsCell inserts(int connections, int batch) throws IOException {
        int directConnections = Math.min(connections, inserts.maxConnections());
        Latencies direct = inserts.run(seconds / 2, directConnections);
        Peer one = peer("/rows", connections, 1, seconds);
        Optional<Peer> rows = Optional.empty();
        Optional<Peer> many = Optional.empty();
        if (batch > 1) {
            rows = Optional.of(peer("/rows", connections, batch, seconds / 2));
            many = Optional.of(peer("/many", connections, batch, seconds / 2));
        }
        inserts.empty();
        return new InsertsCell(direct, directConnections, one, rows, many);
    }

    private Peer peer(String path, int connections, int batch, double duration) throws IOException {
        load(peer.port(), path, SHORT_WARM_UP, connections, batch);
        double serverMicros = -peer.cpuMicros();
        double databaseMicros = -postgres.cpuMicros();
        Latencies latencies = load(peer.port(), path, duration, connections, batch);
        serverMicros += peer.cpuMicros();
        databaseMicros += postgres.cpuMicros();
        return new Peer(latencies, serverMicros / latencies.events(), databaseMicros / latencies.events());
    }

    private Latencies load(int port, String path, double duration, int connections, int batch) throws IOException {
        try (EventLoad load = new EventLoad(port, path, slates, connections, batch)) {
            return load.run(duration);
        }
    }

    private double stored() throws IOException {
        return server.metric("candor_projection_events_total");
    }

    /** Waits until everything is in the database; returns how many seconds that took. */
    private double catchUp() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (server.metric("candor_eventlog_backlog_records") > 0) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS)) {
                throw new IllegalStateException("the database is still behind after " + CATCH_UP_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
