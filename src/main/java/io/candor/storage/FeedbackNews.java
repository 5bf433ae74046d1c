package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Subject;
import io.candor.storage.ChangeTail.Step;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells what other logs changed, and who was erased. */
final class FeedbackNews {
    private static final int CHANGE_PAGE = 50;
    private static final int ERASURE_PAGE = 500;

    private static final String CHANGES = """
            SELECT change, CASE WHEN log <> $2 THEN subjects END FROM feedback_change
            WHERE change > $1 ORDER BY change LIMIT\s""" + CHANGE_PAGE;
    private static final String ERASURES = """
            SELECT change, subject_hash, subject_digest, erased_at FROM erasure
            WHERE change > $1 ORDER BY change LIMIT\s""" + ERASURE_PAGE;

    private final Database database;

    FeedbackNews(Database database) {
        this.database = database;
    }

    /** Returns a follower of the changes that logs other than this one brought. */
    ChangeTail changes(UUID log, Consumer<SubjectChange> consumer) {
        return new ChangeTail(
                database,
                "feedback",
                ProjectionTransaction.CHANNEL,
                after -> page(CHANGES, Tuple.of(after, log)).map(rows -> {
                    Step step = step(rows, after, CHANGE_PAGE);
                    tell(rows, after, consumer);
                    return step;
                }));
    }

    private static void tell(RowSet<Row> rows, long after, Consumer<SubjectChange> consumer) {
        Set<Subject> subjects = new HashSet<>();
        long expected = after + 1;
        for (Row row : rows) {
            if (row.getLong(0) != expected++) {
                consumer.accept(new SubjectChange.All());
                return;
            }
            String[] keys = row.getArrayOfStrings(1);
            if (keys != null) {
                for (String key : keys) {
                    subjects.add(Subject.ofKey(key));
                }
            }
        }
        if (!subjects.isEmpty()) {
            consumer.accept(new SubjectChange.Some(subjects));
        }
    }

    /** Returns a follower of all erasures. */
    ChangeTail erasures(Consumer<List<Erasure>> consumer) {
        return new ChangeTail(
                database,
                "erasure",
                SubjectErasing.CHANNEL,
                after -> page(ERASURES, Tuple.of(after)).map(rows -> {
                    if (rows.size() > 0) {
                        consumer.accept(erasures(rows));
                    }
                    return step(rows, after, ERASURE_PAGE);
                }));
    }

    /** Returns all erasures there are. */
    Future<List<Erasure>> allErasures() {
        return erasuresAfter(0, new ArrayList<>());
    }

    private Future<List<Erasure>> erasuresAfter(long after, List<Erasure> found) {
        return page(ERASURES, Tuple.of(after)).compose(rows -> {
            found.addAll(erasures(rows));
            Step step = step(rows, after, ERASURE_PAGE);
            return step.more() ? erasuresAfter(step.seen(), found) : Future.succeededFuture(found);
        });
    }

    private static List<Erasure> erasures(RowSet<Row> rows) {
        List<Erasure> erasures = new ArrayList<>();
        for (Row row : rows) {
            erasures.add(new Erasure(row.getLong(1), row.getString(2), SqlTime.millis(row, 3)));
        }
        return erasures;
    }

    private Future<RowSet<Row>> page(String sql, Tuple arguments) {
        return database.guarded(() -> database.pool().preparedQuery(sql).execute(arguments));
    }

    private static Step step(RowSet<Row> rows, long after, int page) {
        long last = after;
        for (Row row : rows) {
            last = row.getLong(0);
        }
        return new Step(last, rows.size() == page);
    }
}
