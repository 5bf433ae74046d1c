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
 * INSERTs of one row, prepared, each committed by itself, one under way on each connection, with no server and no JSON between client
 * and PostgreSQL. The table is like the one that events are stored in, with its indexes.
 */
final class InsertLoad {
    private static final int SPARE_CONNECTIONS = 40;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final int maxConnections;
    private final AtomicLong ids = new AtomicLong();

    /** Makes the table, empty; the schema is in place. */
    InsertLoad(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(address.uri().toString());
        address.password().ifPresent(word -> options.setPassword(word.reveal()));
        one("CREATE TABLE " + InsertRows.TABLE + " (LIKE feedback INCLUDING ALL)");
        this.maxConnections = readMaxConnections();
    }

    /** Returns how many connections the database has room for beside those of the server. */
    int maxConnections() {
        return maxConnections;
    }

    /** Throws away what was inserted. */
    void empty() {
        one("TRUNCATE " + InsertRows.TABLE);
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
            statements.add(connection.prepare(InsertRows.ONE).await());
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
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        UUID event = new UUID(0x19a0000000007000L, 0x8000000000000000L + id);
        return InsertRows.row(event, id % 500, now, now, 30, "item-" + id % 2000);
    }
}
