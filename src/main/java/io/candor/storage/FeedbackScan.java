package io.candor.storage;

import io.candor.event.Event;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.function.Consumer;

/**
 * Reads the whole table {@code feedback} as of one moment, subject by subject, a bounded number of rows in memory. For work that
 * may take its time: the statement has no deadline, and sorting a large table is left to the server's disk.
 */
public final class FeedbackScan {
    private static final int ROWS_AT_A_TIME = 10_000;
    private static final String ALL =
            "SELECT " + FeedbackReader.COLUMNS + ", subject FROM feedback WHERE subject_hash <> 0 AND item <> ''"
                    + " ORDER BY subject, occurred_at, event_id";
    private static final int SUBJECT = 18;

    private FeedbackScan() {}

    /**
     * Hands every event of a subject and an item to a consumer, those of a subject one after the other, the oldest first.
     *
     * @param events called on an event loop, one at a time
     * @return how many there were
     */
    public static Future<Long> run(Database database, Consumer<Event> events) {
        return database.pool()
                .withTransaction(connection -> connection
                        .query("SET LOCAL statement_timeout = 0")
                        .execute()
                        .compose(ready ->
                                connection.query("SET TRANSACTION READ ONLY").execute())
                        .compose(ready -> connection.prepare(ALL))
                        .compose(statement -> read(statement, events)))
                .recover(failure -> Future.failedFuture(StorageFailure.of(failure)));
    }

    private static Future<Long> read(PreparedStatement statement, Consumer<Event> events) {
        Cursor cursor = statement.cursor(Tuple.tuple());
        return next(cursor, events, 0).eventually(cursor::close).eventually(statement::close);
    }

    private static Future<Long> next(Cursor cursor, Consumer<Event> events, long before) {
        return cursor.read(ROWS_AT_A_TIME).compose(rows -> {
            long count = before + hand(rows, events);
            return cursor.hasMore() ? next(cursor, events, count) : Future.succeededFuture(count);
        });
    }

    private static int hand(RowSet<Row> rows, Consumer<Event> events) {
        int count = 0;
        for (Row row : rows) {
            events.accept(FeedbackReader.event(row, Subject.ofKey(row.getString(SUBJECT))));
            count++;
        }
        return count;
    }
}
