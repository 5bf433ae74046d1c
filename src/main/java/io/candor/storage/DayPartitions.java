package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The daily partitions of a table that is partitioned by column {@code ts}, named {@code table_p20260131}, days in UTC, beside
 * {@code table_default} for rows of other days.
 *
 * <p>Each partition is made or dropped in a transaction of its own that holds {@link ProjectionLock#exclusive} and does not wait
 * long for readers: a report that runs meanwhile delays the maintenance, not the projections.
 */
final class DayPartitions {
    private static final Logger LOG = LogManager.getLogger(DayPartitions.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

    private static final String PARTITIONS =
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = $1::text::regclass";
    private static final String DO_NOT_WAIT = "SET LOCAL lock_timeout = '2s'";

    private final Database database;
    private final String table;

    DayPartitions(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /** Drops what lies before a day, and makes the partitions from one day to another. */
    Future<Void> maintain(LocalDate oldest, LocalDate first, LocalDate last) {
        Future<Void> done = days(database.pool()).compose(days -> each(days.headSet(oldest), this::drop));
        List<LocalDate> needed = first.datesUntil(last.plusDays(1)).toList();
        return done.compose(_ -> each(needed, this::create))
                .compose(_ -> database.guarded(() -> database.pool()
                        .query("DELETE FROM " + table + "_default WHERE ts < '" + oldest + " 00:00:00+00'")
                        .execute()
                        .mapEmpty()));
    }

    private static Future<Void> each(Iterable<LocalDate> days, Function<LocalDate, Future<Void>> action) {
        Future<Void> all = Future.succeededFuture();
        for (LocalDate day : days) {
            all = all.compose(_ -> action.apply(day));
        }
        return all;
    }

    /** Made empty, filled with what the default partition has of that day, then attached. */
    private Future<Void> create(LocalDate day) {
        String sql = """
                CREATE TABLE %1$s_p%2$s (LIKE %1$s INCLUDING ALL);
                WITH moved AS (
                    DELETE FROM %1$s_default WHERE ts >= '%3$s 00:00:00+00' AND ts < '%4$s 00:00:00+00' RETURNING *)
                INSERT INTO %1$s_p%2$s SELECT * FROM moved;
                ALTER TABLE %1$s ATTACH PARTITION %1$s_p%2$s FOR VALUES FROM ('%3$s 00:00:00+00') TO ('%4$s 00:00:00+00')
                """.formatted(table, NAME.format(day), day, day.plusDays(1));
        return unless(true, day, sql);
    }

    private Future<Void> drop(LocalDate day) {
        return unless(false, day, "DROP TABLE " + table + "_p" + NAME.format(day));
    }

    /** Changes a partition unless its existence is such; another process may have been faster. */
    private Future<Void> unless(boolean exists, LocalDate day, String sql) {
        return database.guarded(() -> database.pool()
                .withTransaction(connection -> connection
                        .query(DO_NOT_WAIT)
                        .execute()
                        .compose(_ -> ProjectionLock.exclusive(connection))
                        .compose(_ -> days(connection))
                        .compose(days -> {
                            if (days.contains(day) == exists) {
                                return Future.succeededFuture();
                            }
                            LOG.info("{} partition of {} for {}", exists ? "making" : "dropping", table, day);
                            return connection.query(sql).execute().mapEmpty();
                        })));
    }

    private Future<NavigableSet<LocalDate>> days(SqlClient connection) {
        return connection.preparedQuery(PARTITIONS).execute(Tuple.of(table)).map(rows -> {
            NavigableSet<LocalDate> days = new TreeSet<>();
            for (Row row : rows) {
                dayOf(row.getString(0)).ifPresent(days::add);
            }
            return days;
        });
    }

    private Optional<LocalDate> dayOf(String name) {
        String prefix = table + "_p";
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(prefix.length()), NAME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
