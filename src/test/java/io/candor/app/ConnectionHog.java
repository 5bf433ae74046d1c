package io.candor.app;

import io.candor.storage.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;

/** Takes every connection that a PostgreSQL gives, also those that others had, until it is closed. */
final class ConnectionHog implements AutoCloseable {
    private static final String NAME = "hog";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String END_OTHERS = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND application_name <> '" + NAME + "'";

    private final Vertx vertx = Vertx.vertx();
    private final PgConnectOptions options;
    private final List<PgConnection> held = new ArrayList<>();

    ConnectionHog(DatabaseAddress address) {
        this.options = DatabaseRows.options(address).addProperty("application_name", NAME);
    }

    /** Returns when nobody else has a connection, nor can get one. */
    void takeAll() {
        held.add(connect());
        do {
            takeFree();
        } while (endOthers() > 0);
    }

    private void takeFree() {
        try {
            while (true) {
                held.add(connect());
            }
        } catch (PgException full) {
            if (!TOO_MANY_CONNECTIONS.equals(full.getSqlState())) {
                throw full;
            }
        }
    }

    private long endOthers() {
        return held.getFirst()
                .query(END_OTHERS)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private PgConnection connect() {
        return PgConnection.connect(vertx, options).await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
