package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The stored feedback on PostgreSQL. Thread-safe. */
public final class PgFeedbackStore implements FeedbackStore {
    private static final Logger LOG = LogManager.getLogger(PgFeedbackStore.class);
    private static final int MOST_STRAY = 100_000;

    private static final String POSITION = "SELECT seq FROM projection WHERE log = $1";
    private static final String STATUS = """
            SELECT (SELECT count(*) FROM rejected_entry), (SELECT count(*) FROM erasure),
                (SELECT count(*) FROM (SELECT FROM decision_default LIMIT\s""" + MOST_STRAY + ") AS stray)";

    private final Database database;
    private final Function<LogEntry, byte[]> encoding;
    private final FeedbackReader reader;
    private final FeedbackNews news;
    private final FeedbackRetention retention;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicBoolean subscribedToErasures = new AtomicBoolean();

    /**
     * Stores in a database that is open.
     *
     * @param encoding the form of an entry in its log, in which it is kept when the database refuses it
     */
    public PgFeedbackStore(Database database, FeedbackConfig config, Function<LogEntry, byte[]> encoding) {
        this.database = database;
        this.encoding = encoding;
        this.reader = new FeedbackReader(database, config);
        this.news = new FeedbackNews(database);
        this.retention = new FeedbackRetention(database, config.retention());
    }

    @Override
    public Future<Long> position(UUID log) {
        return database.guarded(() -> database.reads()
                .preparedQuery(POSITION)
                .execute(Tuple.of(log))
                .map(rows -> {
                    long position = 0;
                    for (Row row : rows) {
                        position = row.getLong(0);
                    }
                    return position;
                }));
    }

    @Override
    public Future<Projection> project(UUID log, long upTo, List<SequencedEntry> entries) {
        check(upTo, entries);
        return store(log, upTo, entries, true)
                .recover(failure -> StorageFailure.isDuplicateKey(failure)
                        ? store(log, upTo, entries, false)
                        : Future.failedFuture(failure))
                .recover(failure -> {
                    Optional<String> reason = StorageFailure.refusedData(failure);
                    return reason.isPresent() && !entries.isEmpty()
                            ? projectParts(log, upTo, entries, reason.get())
                            : Future.failedFuture(failure);
                });
    }

    private Future<Projection> store(UUID log, long upTo, List<SequencedEntry> entries, boolean allNew) {
        return inTransaction(connection -> new ProjectionTransaction(connection, log, allNew).store(upTo, entries));
    }

    /** Halves what the database refused until the entry that is to blame stands alone, and puts that one aside. */
    private Future<Projection> projectParts(UUID log, long upTo, List<SequencedEntry> entries, String reason) {
        if (entries.size() == 1) {
            SequencedEntry entry = entries.getFirst();
            LOG.warn(
                    "entry {} of log {} was refused by the database ({}) and put aside", entry.sequence(), log, reason);
            return inTransaction(connection ->
                    new ProjectionTransaction(connection, log, false).reject(upTo, entry, reason, encoding));
        }
        int half = entries.size() / 2;
        List<SequencedEntry> first = entries.subList(0, half);
        return project(log, first.getLast().sequence(), first)
                .compose(done -> project(log, upTo, entries.subList(half, entries.size()))
                        .map(done::plus));
    }

    private static void check(long upTo, List<SequencedEntry> entries) {
        long last = 0;
        for (SequencedEntry entry : entries) {
            if (entry.sequence() <= last) {
                throw new IllegalArgumentException(
                        "sequences must ascend, " + entry.sequence() + " came after " + last);
            }
            last = entry.sequence();
        }
        if (upTo < last) {
            throw new IllegalArgumentException("upTo must be at least " + last + ", was " + upTo);
        }
    }

    @Override
    public Future<List<Event>> eventsOf(Subject subject) {
        return reader.eventsOf(subject);
    }

    @Override
    public Future<Void> subscribe(UUID log, Consumer<SubjectChange> changed) {
        return claim(subscribed, news.changes(log, changed));
    }

    @Override
    public Future<Boolean> erase(Erasure erasure) {
        return inTransaction(connection ->
                ProjectionLock.exclusive(connection).compose(_ -> new SubjectErasing(connection).erase(erasure)));
    }

    @Override
    public Future<List<Erasure>> erasures() {
        return news.allErasures();
    }

    @Override
    public Future<Void> subscribeErasures(Consumer<List<Erasure>> erased) {
        return claim(subscribedToErasures, news.erasures(erased));
    }

    private static Future<Void> claim(AtomicBoolean taken, ChangeTail tail) {
        if (!taken.compareAndSet(false, true)) {
            return Future.failedFuture(new IllegalStateException("the feedback store has a subscriber already"));
        }
        return tail.start().onFailure(_ -> taken.set(false));
    }

    @Override
    public Future<Void> maintain(LocalDate today) {
        return retention.maintain(today);
    }

    @Override
    public Future<FeedbackStatus> status() {
        return database.guarded(() -> database.pool().query(STATUS).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new FeedbackStatus(row.getLong(0), row.getLong(1), row.getLong(2));
        }));
    }

    private <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> statements) {
        return database.guarded(() -> database.pool().withTransaction(statements));
    }
}
