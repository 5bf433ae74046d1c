package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Deletes the units of experiments that are no more, some blocks of the table at a time, so that no statement takes long. */
final class ExperimentSweep {
    /** 40 MB. */
    private static final long BLOCKS = 5000;

    private static final String LENGTH =
            "SELECT pg_relation_size('experiment_unit') / current_setting('block_size')::bigint";
    private static final String SWEEP = """
            DELETE FROM experiment_unit
            WHERE ctid >= format('(%s,0)', $1::bigint)::tid AND ctid < format('(%s,0)', $2::bigint)::tid
                AND experiment NOT IN (SELECT number FROM experiment)
            """;

    private final Database database;

    ExperimentSweep(Database database) {
        this.database = database;
    }

    Future<Void> run() {
        return database.guarded(() -> database.pool().query(LENGTH).execute())
                .compose(rows -> sweepFrom(0, rows.iterator().next().getLong(0)));
    }

    /** Not while a subject is erased, which deletes units in another order. */
    private Future<Void> sweepFrom(long block, long end) {
        if (block > end) {
            return Future.succeededFuture();
        }
        return database.guarded(() -> database.pool()
                        .withTransaction(connection -> ProjectionLock.shared(connection)
                                .compose(
                                        _ -> connection.preparedQuery(SWEEP).execute(Tuple.of(block, block + BLOCKS)))))
                .compose(_ -> sweepFrom(block + BLOCKS, end));
    }
}
