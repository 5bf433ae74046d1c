package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;

/** Reports in table {@code report}. Thread-safe. */
public final class PgReportStore implements ReportStore {
    /** Two that add at once would take the same number. */
    private static final String ONE_AT_A_TIME = "LOCK TABLE report IN SHARE ROW EXCLUSIVE MODE";

    private static final String COLUMNS = "kind, version, made_at, document::text";
    private static final String ADD = """
            INSERT INTO report (kind, version, made_at, document)
            SELECT $1, coalesce(max(version), 0) + 1, $2, $3::text::json FROM report WHERE kind = $1
            RETURNING\s""" + COLUMNS;
    private static final String FORGET = "DELETE FROM report WHERE kind = $1 AND version <= $2";
    private static final String LATEST =
            "SELECT " + COLUMNS + " FROM report WHERE kind = $1 ORDER BY version DESC LIMIT 1";

    private final Database database;

    public PgReportStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<StoredReport> add(String kind, Instant madeAt, String document) {
        if (document.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a report has at most " + MOST_CHARACTERS + " characters, had " + document.length());
        }
        Tuple values = Tuple.of(kind, madeAt.atOffset(ZoneOffset.UTC), document);
        return database.guarded(() -> database.pool()
                .withTransaction(connection -> connection
                        .query(ONE_AT_A_TIME)
                        .execute()
                        .compose(_ -> connection.preparedQuery(ADD).execute(values))
                        .map(PgReportStore::first)
                        .map(Optional::orElseThrow)
                        .compose(stored -> connection
                                .preparedQuery(FORGET)
                                .execute(Tuple.of(kind, stored.version() - KEPT))
                                .map(stored))));
    }

    @Override
    public Future<Optional<StoredReport>> latest(String kind) {
        return database.guarded(() ->
                database.pool().preparedQuery(LATEST).execute(Tuple.of(kind)).map(PgReportStore::first));
    }

    private static Optional<StoredReport> first(RowSet<Row> rows) {
        Iterator<Row> iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        Row row = iterator.next();
        return Optional.of(new StoredReport(
                row.getString(0), row.getLong(1), row.getOffsetDateTime(2).toInstant(), row.getString(3)));
    }
}
