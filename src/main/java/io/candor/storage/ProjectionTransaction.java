package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.storage.FeedbackStore.Projection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One stretch of a log on its way into the database, in one transaction. Used once; not thread-safe. */
final class ProjectionTransaction {
    static final String CHANNEL = "candor_feedback";
    /** Batches for which other processes can be told the changed subjects. */
    static final int TOLD_BATCHES = 1000;

    private static final int MOST_ROWS = 2000;

    private static final String BEGIN = """
            INSERT INTO projection AS known (log, seq) VALUES ($1, 0)
            ON CONFLICT (log) DO UPDATE SET seq = known.seq RETURNING seq
            """;
    private static final String END = "UPDATE projection SET seq = $2, updated_at = now() WHERE log = $1";
    private static final String TELL = """
            WITH clock AS (UPDATE change_clock SET seq = seq + 1 WHERE name = 'feedback' RETURNING seq),
            told AS (INSERT INTO feedback_change (change, log, hashes, subjects) SELECT seq, $1, $2, $3 FROM clock),
            trimmed AS (DELETE FROM feedback_change USING clock WHERE change <= seq - $4::bigint)
            SELECT pg_notify('candor_feedback', '')::text FROM clock
            """;
    private static final String REJECT = """
            INSERT INTO rejected_entry (log, seq, hashes, kind, reason, payload) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """;

    private final SqlClient connection;
    private final UUID log;
    private final ExperimentAggregation experiments;
    private final boolean allNew;
    private final Set<UUID> ids = new HashSet<>();
    private final Set<Subject> repeated = new HashSet<>();
    private final Set<Subject> merged = new HashSet<>();
    private final Set<Subject> changed = new HashSet<>();
    private int events;
    private int duplicates;
    private int decisions;
    private int rejected;

    /**
     * Begins with a stretch.
     *
     * @param allNew whether to take all events for new ones, which is cheaper and fails with a duplicate key when one is not
     */
    ProjectionTransaction(SqlClient connection, UUID log, boolean allNew) {
        this.connection = connection;
        this.log = log;
        this.experiments = new ExperimentAggregation(connection);
        this.allNew = allNew;
    }

    /** Stores the entries past the stored position, and the position. */
    Future<Projection> store(long upTo, List<SequencedEntry> entries) {
        boolean alone =
                entries.stream().anyMatch(entry -> entry.entry() instanceof Erasure || entry.entry() instanceof Merge);
        return begin(alone).compose(position -> {
            List<LogEntry> rest = rest(entries, position);
            return storeAll(rest).compose(_ -> end(position, upTo));
        });
    }

    /**
     * Puts an entry aside, unless its subject was erased.
     *
     * @param reason why
     * @param encoding its form in the log
     */
    Future<Projection> reject(long upTo, SequencedEntry entry, String reason, Function<LogEntry, byte[]> encoding) {
        return begin(false).compose(position -> {
            List<LogEntry> rest = rest(List.of(entry), position);
            if (rest.isEmpty()) {
                return end(position, upTo);
            }
            return SubjectFates.read(connection, hashesOf(rest))
                    .compose(fates ->
                            isErased(entry.entry(), fates) ? Future.succeededFuture() : keep(entry, reason, encoding))
                    .compose(_ -> end(position, upTo));
        });
    }

    private Future<Long> begin(boolean alone) {
        Future<Void> locked = alone ? ProjectionLock.exclusive(connection) : ProjectionLock.shared(connection);
        return locked.compose(_ -> connection.preparedQuery(BEGIN).execute(Tuple.of(log)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Returns what is not stored yet, and counts what is. */
    private List<LogEntry> rest(List<SequencedEntry> entries, long position) {
        List<LogEntry> rest = new ArrayList<>(entries.size());
        for (SequencedEntry entry : entries) {
            if (entry.sequence() > position) {
                rest.add(entry.entry());
            } else if (entry.entry() instanceof Event event) {
                duplicates++;
                repeated.add(event.subject());
            } else if (entry.entry() instanceof Merge merge) {
                merged.add(merge.from());
                merged.add(merge.into());
            }
        }
        return rest;
    }

    /**
     * Stores rows by the thousand; erasures and merges one by one, after what stands before them. What rows say of experiments
     * is counted before erasures, else at the end, so that units are locked once in a transaction that is not alone.
     */
    private Future<Void> storeAll(List<LogEntry> entries) {
        Future<Void> stored = Future.succeededFuture();
        int from = 0;
        for (int i = 0; i <= entries.size(); i++) {
            boolean isRow =
                    i < entries.size() && (entries.get(i) instanceof Event || entries.get(i) instanceof Decision);
            if (i > from && (!isRow || i - from == MOST_ROWS)) {
                List<LogEntry> rows = entries.subList(from, i);
                stored = stored.compose(_ -> storeRows(rows));
                from = i;
            }
            if (i < entries.size() && !isRow) {
                LogEntry entry = entries.get(i);
                stored = stored.compose(_ -> experiments.flush()).compose(_ -> apply(entry));
                from = i + 1;
            }
        }
        return stored.compose(_ -> experiments.flush());
    }

    private Future<Void> apply(LogEntry entry) {
        return switch (entry) {
            case Erasure erasure ->
                new SubjectErasing(connection).erase(erasure).mapEmpty();
            case Merge merge -> apply(merge);
            case Event _, Decision _ -> throw new IllegalStateException("rows are not stored one by one");
        };
    }

    private Future<Void> apply(Merge merge) {
        merged.add(merge.from());
        merged.add(merge.into());
        return new SubjectMerging(connection)
                .merge(merge)
                .onSuccess(moved -> {
                    merged.addAll(moved);
                    changed.addAll(moved);
                })
                .mapEmpty();
    }

    private Future<Void> storeRows(List<LogEntry> rows) {
        return SubjectFates.read(connection, hashesOf(rows)).compose(fates -> {
            List<Event> newEvents = new ArrayList<>();
            List<Decision> newDecisions = new ArrayList<>();
            for (LogEntry row : rows) {
                if (row instanceof Event event) {
                    admit(event, fates, newEvents);
                } else if (row instanceof Decision decision && !isErased(decision, fates)) {
                    newDecisions.add(decision);
                }
            }
            return storeEvents(newEvents, fates)
                    .compose(_ -> new SlateStoring(connection, fates).store(newDecisions))
                    .onSuccess(stored -> {
                        decisions += stored.rows();
                        stored.isNew().forEach(experiments::add);
                    })
                    .mapEmpty();
        });
    }

    private void admit(Event event, SubjectFates fates, List<Event> admitted) {
        boolean first = ids.add(event.id());
        if (first && !isErased(event, fates)) {
            admitted.add(event);
            return;
        }
        repeated.add(event.subject());
        if (!first) {
            duplicates++;
        }
    }

    private Future<Void> storeEvents(List<Event> admitted, SubjectFates fates) {
        if (admitted.isEmpty()) {
            return Future.succeededFuture();
        }
        // In one order in all processes: they may wait for each other's rows, but not in a circle.
        admitted.sort(Comparator.comparing(Event::id));
        FeedbackRows rows = new FeedbackRows(admitted.size());
        for (Event event : admitted) {
            rows.add(event, owner(event.subject(), event.receivedMillis(), fates));
        }
        return rows.write(connection, allNew)
                .onSuccess(inserted -> {
                    events += inserted.size();
                    duplicates += admitted.size() - inserted.size();
                    admitted.forEach(event -> note(event, inserted.contains(event.id()), fates));
                })
                .mapEmpty();
    }

    private void note(Event event, boolean isNew, SubjectFates fates) {
        Subject owner = owner(event.subject(), event.receivedMillis(), fates);
        if (isNew) {
            changed.add(owner);
            experiments.add(event);
        } else {
            repeated.add(event.subject());
        }
        if (!owner.equals(event.subject())) {
            merged.add(event.subject());
            merged.add(owner);
        }
    }

    private Future<Void> keep(SequencedEntry entry, String reason, Function<LogEntry, byte[]> encoding) {
        rejected++;
        if (entry.entry() instanceof Event event) {
            repeated.add(event.subject());
        }
        Long[] hashes = hashesOf(List.of(entry.entry())).toArray(Long[]::new);
        String kind = entry.entry().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Buffer payload = Buffer.buffer(encoding.apply(entry.entry()));
        return connection
                .preparedQuery(REJECT)
                .execute(Tuple.of(log, entry.sequence(), hashes, kind, reason, payload))
                .mapEmpty();
    }

    private Future<Projection> end(long position, long upTo) {
        changed.remove(Subject.NOBODY);
        repeated.remove(Subject.NOBODY);
        Future<?> told = changed.isEmpty() ? Future.succeededFuture() : tell();
        return told.compose(_ -> upTo > position
                        ? connection.preparedQuery(END).execute(Tuple.of(log, upTo))
                        : Future.succeededFuture())
                .map(_ -> new Projection(repeated, merged, events, duplicates, decisions, rejected));
    }

    /** The last statement that can make another process wait: the clock stays locked until the commit. */
    private Future<?> tell() {
        Long[] hashes = changed.stream().map(Subject::hash).toArray(Long[]::new);
        String[] keys = changed.stream().map(Subject::key).toArray(String[]::new);
        return connection.preparedQuery(TELL).execute(Tuple.of(log, hashes, keys, (long) TOLD_BATCHES));
    }

    private static boolean isErased(LogEntry entry, SubjectFates fates) {
        return switch (entry) {
            case Event event ->
                fates.ownerOf(event.subject(), event.receivedMillis()).isEmpty();
            case Decision decision ->
                fates.ownerOf(decision.slate().subject(), decision.slate().timeMillis())
                        .isEmpty();
            case Merge merge ->
                merge.timeMillis() <= fates.erasedUntil(merge.from())
                        || merge.timeMillis() <= fates.erasedUntil(merge.into());
            case Erasure _ -> false;
        };
    }

    private static Subject owner(Subject subject, long millis, SubjectFates fates) {
        return fates.ownerOf(subject, millis).orElseThrow();
    }

    private static Set<Long> hashesOf(List<LogEntry> entries) {
        Set<Long> hashes = new HashSet<>();
        for (LogEntry entry : entries) {
            switch (entry) {
                case Event event -> hashes.add(event.subject().hash());
                case Decision decision -> hashes.add(decision.slate().subject().hash());
                case Merge merge -> {
                    hashes.add(merge.from().hash());
                    hashes.add(merge.into().hash());
                }
                case Erasure erasure -> hashes.add(erasure.subjectHash());
            }
        }
        hashes.remove(Subject.NOBODY.hash());
        return hashes;
    }
}
