package io.candor.bench;

import io.candor.storage.DatabaseAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What stands in for a server without a log: one INSERT of one row a request, prepared, committed by itself, one under way on each
 * connection. The table is the one that events are stored in, with its indexes.
 */
final class InsertLoad {
    private static final String TABLE = "bench_insert";
    private static final int SPARE_CONNECTIONS = 20;
    private static final String INSERT = "INSERT INTO " + TABLE
            + " (event_id, request_id, subject_hash, occurred_at, received_at, client_at, slate_at, propensity, amount,"
            + " position, type, subject, item, placement, model, policy)"
            + " VALUES ($1, $2, $3, $4, $4, $4, $4, 1, 30, 1, 3, $5, $6, 'home', 'bench', 'greedy')";

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final int maxConnections;
    private final AtomicLong ids = new AtomicLong();

    /** Makes the table, empty; the schema is in place. */
    InsertLoad(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(address.uri().toString());
        address.password().ifPresent(word -> options.setPassword(word.reveal()));
        one("CREATE TABLE " + TABLE + " (LIKE feedback INCLUDING ALL)");
        this.maxConnections = readMaxConnections();
    }

    /** Returns how many connections the database has room for beside those of the server. */
    int maxConnections() {
        return maxConnections;
    }

    private int readMaxConnections() {
        PgConnection connection = PgConnection.connect(vertx, options).await();
        String most = connection
                .query("SHOW max_connections")
                .execute()
                .await()
                .iterator()
                .next()
                .getString(0);
        connection.close().await();
        return Integer.parseInt(most) - SPARE_CONNECTIONS;
    }

    private void one(String sql) {
        PgConnection connection = PgConnection.connect(vertx, options).await();
        connection.query(sql).execute().await();
        connection.close().await();
    }

    /** Inserts for so long over so many connections. */
    Latencies run(double seconds, int connectionCount) {
        List<PgConnection> connections = new ArrayList<>();
        List<PreparedStatement> statements = new ArrayList<>();
        for (int i = 0; i < connectionCount; i++) {
            PgConnection connection = PgConnection.connect(vertx, options).await();
            connections.add(connection);
            statements.add(connection.prepare(INSERT).await());
        }
        Latencies latencies = new Latencies(1);
        long end = latencies.begin() + (long) (seconds * 1e9);
        List<Future<Void>> loops = new ArrayList<>();
        for (PreparedStatement statement : statements) {
            Promise<Void> done = Promise.promise();
            loops.add(done.future());
            next(statement, latencies, end, done);
        }
        Future.all(loops).await();
        latencies.end();
        connections.forEach(connection -> connection.close().await());
        one("TRUNCATE " + TABLE);
        return latencies;
    }

    private void next(PreparedStatement statement, Latencies latencies, long end, Promise<Void> done) {
        long begin = System.nanoTime();
        if (begin >= end) {
            done.complete();
            return;
        }
        statement
                .query()
                .execute(row())
                .onComplete(
                        inserted -> {
                            long nanos = System.nanoTime() - begin;
                            synchronized (latencies) {
                                latencies.add(nanos);
                            }
                            next(statement, latencies, end, done);
                        },
                        done::fail);
    }

    private Tuple row() {
        long id = ids.incrementAndGet();
        long user = id % 500;
        return Tuple.of(
                new UUID(0x19a0000000007000L, 0x8000000000000000L + id),
                new UUID(0x19a0000000007000L, 0x9000000000000000L + user),
                user * 0x9e3779b97f4a7c15L,
                OffsetDateTime.now(ZoneOffset.UTC),
                "u:user-" + user,
                "item-" + id % 2000);
    }
}
