package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * The lock, held to the end of a transaction, that lets projections of several processes run side by side, and keeps them
 * out while one of them erases, merges or changes partitions: nobody stores a row that is being erased elsewhere.
 */
final class ProjectionLock {
    /** Any number will do as long as nobody else uses it: "feedback" in ASCII. */
    private static final long NUMBER = 0x666565646261636bL;

    private ProjectionLock() {}

    static Future<Void> shared(SqlClient connection) {
        return take(connection, "SELECT pg_advisory_xact_lock_shared($1)::text");
    }

    static Future<Void> exclusive(SqlClient connection) {
        return take(connection, "SELECT pg_advisory_xact_lock($1)::text");
    }

    private static Future<Void> take(SqlClient connection, String sql) {
        return connection.preparedQuery(sql).execute(Tuple.of(NUMBER)).mapEmpty();
    }
}
