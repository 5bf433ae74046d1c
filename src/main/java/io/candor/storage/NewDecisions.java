package io.candor.storage;

import io.candor.event.Decision;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tells which slates the last insertion of this transaction stored, for those that count for experiments. */
final class NewDecisions {
    /**
     * Rows this transaction wrote, by the last statement that wrote any: rows of earlier statements, and those a merge has
     * moved, have a lower command number.
     */
    private static final String WRITTEN = """
            WITH own AS (
                SELECT request_id, cmin::text::bigint AS command FROM decision
                WHERE request_id = ANY($1::uuid[]) AND xmin = pg_current_xact_id()::xid)
            SELECT request_id FROM own WHERE command = (SELECT max(command) FROM own)
            """;

    private final SqlClient connection;

    NewDecisions(SqlClient connection) {
        this.connection = connection;
    }

    /**
     * Returns the ids of the new ones. A database must only be asked when a log is brought twice.
     *
     * @param decisions what was to be inserted
     * @param inserted how many were
     */
    Future<Set<UUID>> among(List<Decision> decisions, int inserted) {
        List<UUID> ids = decisions.stream().map(d -> d.slate().requestId()).toList();
        if (inserted == decisions.size()) {
            return Future.succeededFuture(Set.copyOf(ids));
        }
        if (inserted == 0 || decisions.stream().noneMatch(d -> ExperimentAggregation.counts(d.slate()))) {
            return Future.succeededFuture(Set.of());
        }
        return connection
                .preparedQuery(WRITTEN)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> written = new HashSet<>();
                    for (Row row : rows) {
                        written.add(row.getUUID(0));
                    }
                    return written;
                });
    }
}
