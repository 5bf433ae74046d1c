package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
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

/**
 * What counts once, in whatever process and order it arrives: a slate, though several answers to one request were stored, and
 * the first click on an impression.
 */
final class FirstCounts {
    /** What was not counted before; the rows are locked in one order. */
    private static final String CLAIM = """
            INSERT INTO experiment_claim (request_id, slate_at, place)
            SELECT request_id, at_millis(slate), place
            FROM unnest($1::uuid[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS new (request_id, slate, place, n)
            ORDER BY n
            ON CONFLICT DO NOTHING
            RETURNING request_id, place
            """;

    /**
     * What is claimed.
     *
     * @param place the position of an impression, or minus the first position of a slate
     */
    private record Claim(UUID request, int place) implements Comparable<Claim> {
        private static final Comparator<Claim> ORDER =
                Comparator.comparing(Claim::request).thenComparingInt(Claim::place);

        static Claim of(Shown shown) {
            return new Claim(shown.requestId(), shown.position());
        }

        static Claim of(SlateRecord slate) {
            return new Claim(slate.requestId(), -slate.firstPosition());
        }

        @Override
        public int compareTo(Claim other) {
            return ORDER.compare(this, other);
        }
    }

    private final Set<Claim> open;

    private FirstCounts(Set<Claim> open) {
        this.open = open;
    }

    /** Notes what was shown and clicked. */
    static Future<FirstCounts> among(List<Decision> decisions, List<Event> events, SqlClient connection) {
        TreeMap<Claim, Long> claims = new TreeMap<>();
        for (Decision decision : decisions) {
            claims.put(Claim.of(decision.slate()), decision.slate().timeMillis());
        }
        for (Event event : events) {
            if (event.type() == Action.Type.CLICK) {
                event.shown().ifPresent(shown -> claims.put(Claim.of(shown), shown.slateMillis()));
            }
        }
        if (claims.isEmpty()) {
            return Future.succeededFuture(new FirstCounts(Set.of()));
        }
        Tuple arguments = Tuple.of(
                claims.keySet().stream().map(Claim::request).toArray(UUID[]::new),
                claims.values().toArray(Long[]::new),
                claims.keySet().stream().map(Claim::place).toArray(Integer[]::new));
        return connection.preparedQuery(CLAIM).execute(arguments).map(rows -> {
            Set<Claim> first = new HashSet<>();
            for (Row row : rows) {
                first.add(new Claim(row.getUUID(0), row.getInteger(1)));
            }
            return new FirstCounts(first);
        });
    }

    /** Returns whether the impressions of a slate count: those of the first answer to its request, once. */
    boolean take(SlateRecord slate) {
        return open.remove(Claim.of(slate));
    }

    /** Returns whether an event counts: any but a click, and the first click on an impression, once. */
    boolean take(Event event, Shown shown) {
        return event.type() != Action.Type.CLICK || open.remove(Claim.of(shown));
    }
}
