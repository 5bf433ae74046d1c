package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The clicks that are the first on their impression, in whatever process and order they arrive. */
final class FirstClicks {
    /** What was not clicked before; the rows are locked in one order. */
    private static final String CLAIM = """
            INSERT INTO experiment_click (request_id, slate_at, position)
            SELECT request_id, at_millis(slate), position
            FROM unnest($1::uuid[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS new (request_id, slate, position, n)
            ORDER BY n
            ON CONFLICT DO NOTHING
            RETURNING request_id, position
            """;

    private record Place(UUID request, int position) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::request).thenComparingInt(Place::position);

        static Place of(Shown shown) {
            return new Place(shown.requestId(), shown.position());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Set<Place> unclaimed;

    private FirstClicks(Set<Place> unclaimed) {
        this.unclaimed = unclaimed;
    }

    /** Notes what was clicked. */
    static Future<FirstClicks> among(List<Event> events, SqlClient connection) {
        TreeMap<Place, Shown> clicked = new TreeMap<>();
        for (Event event : events) {
            if (event.type() == Action.Type.CLICK) {
                event.shown().ifPresent(shown -> clicked.put(Place.of(shown), shown));
            }
        }
        if (clicked.isEmpty()) {
            return Future.succeededFuture(new FirstClicks(Set.of()));
        }
        Tuple arguments = Tuple.of(
                clicked.keySet().stream().map(Place::request).toArray(UUID[]::new),
                clicked.values().stream().map(Shown::slateMillis).toArray(Long[]::new),
                clicked.keySet().stream().map(Place::position).toArray(Integer[]::new));
        return connection.preparedQuery(CLAIM).execute(arguments).map(rows -> {
            Set<Place> first = new HashSet<>();
            for (Row row : rows) {
                first.add(new Place(row.getUUID(0), row.getInteger(1)));
            }
            return new FirstClicks(first);
        });
    }

    /** Returns whether an event counts: any but a click, and the first click on an impression, once. */
    boolean take(Event event, Shown shown) {
        return event.type() != Action.Type.CLICK || unclaimed.remove(Place.of(shown));
    }
}
