package io.candor.storage;

import io.candor.event.Event;
import io.candor.event.Subject;
import io.vertx.core.Future;
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
     * @param events called on a worker thread, one at a time
     * @return how many there were
     */
    public static Future<Long> run(Database database, Consumer<Event> events) {
        return RowScan.run(
                database,
                ALL,
                Tuple.tuple(),
                ROWS_AT_A_TIME,
                row -> events.accept(FeedbackReader.event(row, Subject.ofKey(row.getString(SUBJECT)))));
    }
}
