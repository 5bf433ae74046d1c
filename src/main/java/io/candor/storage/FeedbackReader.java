package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the events of a subject. */
final class FeedbackReader {
    static final String COLUMNS = """
            event_id, item, type, occurred_at, received_at, client_at, amount, extent, flag, note, request_id, slate_at,
            placement, model, policy, variants::text, position, propensity""";
    private static final String NEWEST = """
            (SELECT %1$s FROM feedback WHERE subject_hash = $1 AND subject_hash <> 0 AND subject = $2 AND NOT weak
                ORDER BY occurred_at DESC LIMIT $3)
            UNION ALL
            (SELECT %1$s FROM feedback WHERE subject_hash = $1 AND subject_hash <> 0 AND subject = $2 AND weak
                ORDER BY occurred_at DESC LIMIT $4)
            """.formatted(COLUMNS);
    private static final Comparator<Event> OLDEST_FIRST = Comparator.comparingLong(Event::timeMillis)
            .thenComparingLong(Event::receivedMillis)
            .thenComparing(Event::id);

    private final Database database;
    private final long signals;
    private final long impressions;

    FeedbackReader(Database database, FeedbackConfig config) {
        this.database = database;
        this.signals = config.profileSignals();
        this.impressions = config.profileImpressions();
    }

    Future<List<Event>> eventsOf(Subject subject) {
        if (subject.isNobody()) {
            return Future.succeededFuture(List.of());
        }
        Tuple arguments = Tuple.of(subject.hash(), subject.key(), signals, impressions);
        return database.guarded(
                () -> database.pool().preparedQuery(NEWEST).execute(arguments).map(rows -> events(rows, subject)));
    }

    private static List<Event> events(RowSet<Row> rows, Subject subject) {
        List<Event> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(event(row, subject));
        }
        events.sort(OLDEST_FIRST);
        return events;
    }

    static Event event(Row row, Subject subject) {
        ActionValues values = new ActionValues(row.getDouble(6), row.getDouble(7), row.getBoolean(8), row.getString(9));
        return new Event(
                row.getUUID(0),
                subject,
                row.getString(1),
                values.action(Action.Type.ofCode(row.getShort(2))),
                SqlTime.millis(row, 3),
                SqlTime.millis(row, 4),
                SqlTime.optionalMillis(row, 5),
                shown(row));
    }

    private static Optional<Shown> shown(Row row) {
        UUID request = row.getUUID(10);
        if (request == null) {
            return Optional.empty();
        }
        return Optional.of(new Shown(
                request,
                SqlTime.millis(row, 11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                JsonText.strings(row.getString(15)),
                row.getInteger(16),
                row.getDouble(17)));
    }
}
