package io.candor.storage;

import io.candor.catalog.ItemChange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The item store on PostgreSQL. Thread-safe.
 *
 * <p>Every change gets the next number of {@code change_clock}, whose row a writer holds until it commits: numbers become
 * visible in order. So a subscriber asks for what lies past the last number it has seen, whenever it was notified, was
 * reconnected, or has written itself, and gets every state once and in order; of several changes to one item between two
 * looks it gets the last.
 */
public final class PgItemStore implements ItemStore {
    private static final Logger LOG = LogManager.getLogger(PgItemStore.class);
    private static final String CHANNEL = "candor_item";
    private static final int WRITE_BATCH = 1000;
    private static final int READ_PAGE = 2000;
    private static final long NOT_READ = -1;

    private static final String WRITE = """
            WITH clock AS (
                UPDATE change_clock SET seq = seq + $5 WHERE name = 'item' RETURNING seq - $5 AS base),
            written AS (
                INSERT INTO item AS old (id, doc, deleted, available, seq)
                SELECT id, doc::json, deleted, available, base + n
                FROM clock, unnest($1::text[], $2::text[], $3::boolean[], $4::boolean[])
                    WITH ORDINALITY AS new (id, doc, deleted, available, n)
                ORDER BY n
                ON CONFLICT (id) DO UPDATE SET
                    doc = CASE WHEN excluded.available IS NULL THEN excluded.doc ELSE old.doc END,
                    deleted = excluded.deleted, available = excluded.available, seq = excluded.seq, updated_at = now()
                WHERE excluded.available IS NULL OR NOT old.deleted
                RETURNING 1)
            SELECT pg_notify('candor_item', '')::text FROM (SELECT count(*) FROM written) AS done
            """;
    private static final String CLOCK = "SELECT seq FROM change_clock WHERE name = 'item'";
    private static final String ALL =
            "SELECT id, doc::text, deleted, available FROM item WHERE id > $1 ORDER BY id LIMIT " + READ_PAGE;
    private static final String SINCE =
            "SELECT id, doc::text, deleted, available, seq FROM item WHERE seq > $1 ORDER BY seq LIMIT " + READ_PAGE;

    private final Database database;
    private final SharedRun catchUp = new SharedRun(this::readOn);
    private volatile Optional<Consumer<List<ItemChange>>> subscriber = Optional.empty();
    /** Everything up to this number was handed over; written by one run at a time. */
    private volatile long seen = NOT_READ;

    public PgItemStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> apply(List<ItemChange> changes) {
        List<ItemRow> rows = ItemRow.fold(changes);
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        Future<Void> written = database.guarded(() -> rows.size() <= WRITE_BATCH
                ? write(database.pool(), rows)
                : database.pool().withTransaction(connection -> writeFrom(connection, rows, 0)));
        return written.compose(_ -> subscriber.isPresent() ? catchUp.run() : Future.succeededFuture());
    }

    private static Future<Void> writeFrom(SqlClient connection, List<ItemRow> rows, int from) {
        if (from == rows.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + WRITE_BATCH, rows.size());
        return write(connection, rows.subList(from, to)).compose(_ -> writeFrom(connection, rows, to));
    }

    private static Future<Void> write(SqlClient connection, List<ItemRow> rows) {
        Tuple arguments = Tuple.of(
                rows.stream().map(ItemRow::id).toArray(String[]::new),
                rows.stream().map(ItemRow::doc).toArray(String[]::new),
                rows.stream().map(ItemRow::deleted).toArray(Boolean[]::new),
                rows.stream().map(ItemRow::available).toArray(Boolean[]::new),
                (long) rows.size());
        return connection.preparedQuery(WRITE).execute(arguments).mapEmpty();
    }

    @Override
    public Future<Void> readAll(Consumer<List<ItemChange>> page) {
        return clock().compose(now -> {
            Promise<Void> done = Promise.promise();
            readPage("", page, done);
            return done.future().onSuccess(_ -> startAt(now));
        });
    }

    private Future<Long> clock() {
        return database.guarded(() -> database.reads()
                .query(CLOCK)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private void readPage(String after, Consumer<List<ItemChange>> page, Promise<Void> done) {
        database.guarded(() -> database.pool().preparedQuery(ALL).execute(Tuple.of(after)))
                .map(rows -> {
                    hand(rows, page);
                    return rows.size() < READ_PAGE
                            ? Optional.<String>empty()
                            : Optional.of(lastOf(rows).getString(0));
                })
                .onFailure(done::fail)
                .onSuccess(last -> last.ifPresentOrElse(id -> readPage(id, page, done), done::complete));
    }

    @Override
    public Future<Void> subscribe(Consumer<List<ItemChange>> changes) {
        long known = seen;
        Future<Long> start = known == NOT_READ ? clock() : Future.succeededFuture(known);
        return start.compose(from -> {
            startAt(from);
            if (!claim(changes)) {
                return Future.failedFuture(new IllegalStateException("the item store has a subscriber already"));
            }
            database.notifications().on(CHANNEL, this::look);
            return catchUp.run();
        });
    }

    private synchronized void startAt(long number) {
        if (subscriber.isEmpty()) {
            seen = number;
        }
    }

    private synchronized boolean claim(Consumer<List<ItemChange>> consumer) {
        boolean free = subscriber.isEmpty();
        subscriber = free ? Optional.of(consumer) : subscriber;
        return free;
    }

    /** Looks for changes; when it fails, the next notification, reconnection or refresh looks again. */
    private void look() {
        catchUp.run().onFailure(failure -> LOG.debug("changes of items could not be read", failure));
    }

    /** Hands over what lies past {@link #seen}, page by page. */
    private Future<Void> readOn() {
        Promise<Void> done = Promise.promise();
        readSince(done);
        return done.future();
    }

    private void readSince(Promise<Void> done) {
        database.guarded(() -> database.pool().preparedQuery(SINCE).execute(Tuple.of(seen)))
                .map(rows -> {
                    subscriber.ifPresent(consumer -> hand(rows, consumer));
                    if (rows.size() > 0) {
                        seen = lastOf(rows).getLong(4);
                    }
                    return rows.size() == READ_PAGE;
                })
                .onFailure(done::fail)
                .onSuccess(more -> {
                    if (more) {
                        readSince(done);
                    } else {
                        done.complete();
                    }
                });
    }

    private static void hand(RowSet<Row> rows, Consumer<List<ItemChange>> consumer) {
        List<ItemChange> changes = new ArrayList<>(rows.size());
        for (Row row : rows) {
            ItemRow.read(row).toChange().ifPresent(changes::add);
        }
        if (!changes.isEmpty()) {
            consumer.accept(changes);
        }
    }

    private static Row lastOf(RowSet<Row> rows) {
        Row last = null;
        for (Row row : rows) {
            last = row;
        }
        return Objects.requireNonNull(last, "the page is not empty");
    }
}
