package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out an erasure in a transaction that holds {@link ProjectionLock#exclusive}.
 *
 * <p>Rows are found by the hash and known by the digest, so that the id is not needed, nor a row lost that merely hashes
 * alike. Who was merged into the subject is erased too, up to the merge: what was there has gone over, and what still arrives
 * would have. What the subject did before it was merged into another is the other's and stays, but not what arrives later:
 * nothing tells any more whose it was. Sums over the units of experiments keep what the subject added to them, and name nobody.
 */
final class SubjectErasing {
    static final String CHANNEL = "candor_erasure";

    private static final String TOMBSTONE = """
            WITH clock AS (UPDATE change_clock SET seq = seq + 1 WHERE name = 'erasure' RETURNING seq)
            INSERT INTO erasure AS old (subject_hash, subject_digest, erased_at, change)
            SELECT $1, $2, at_millis($3), seq FROM clock
            ON CONFLICT (subject_hash, subject_digest) DO UPDATE SET erased_at = excluded.erased_at, change = excluded.change
                WHERE excluded.erased_at > old.erased_at
            """;
    private static final String FEEDBACK = """
            DELETE FROM feedback
            WHERE subject_hash = $1 AND subject_hash <> 0 AND subject_digest(subject) = $2 AND received_at <= at_millis($3)
            """;
    private static final String DECISIONS = """
            WITH gone AS (
                DELETE FROM decision
                WHERE subject_hash = $1 AND subject_hash <> 0 AND subject_digest(subject) = $2 AND ts <= at_millis($3)
                RETURNING request_id, ts),
            shown AS (
                DELETE FROM impression USING gone
                WHERE impression.request_id = gone.request_id AND impression.ts = gone.ts)
            SELECT count(*) FROM gone
            """;
    /** What has gone over by a merge that came after the erasure, and arrived before it. */
    private static final String FEEDBACK_MOVED = """
            DELETE FROM feedback USING merge
            WHERE from_hash = $1 AND subject_digest(from_subject) = $2 AND merged_at > at_millis($3)
                AND subject_hash = into_hash AND subject_hash <> 0 AND subject = into_subject AND origin_hash = $1
                AND received_at <= at_millis($3)
            """;

    private static final String DECISIONS_MOVED = """
            WITH gone AS (
                DELETE FROM decision USING merge
                WHERE from_hash = $1 AND subject_digest(from_subject) = $2 AND merged_at > at_millis($3)
                    AND subject_hash = into_hash AND subject_hash <> 0 AND subject = into_subject AND origin_hash = $1
                    AND ts <= at_millis($3)
                RETURNING request_id, ts),
            shown AS (
                DELETE FROM impression USING gone
                WHERE impression.request_id = gone.request_id AND impression.ts = gone.ts)
            SELECT count(*) FROM gone
            """;
    private static final String REJECTED = "DELETE FROM rejected_entry WHERE hashes @> ARRAY[$1::bigint]";
    private static final String CHANGES = """
            UPDATE feedback_change SET subjects = ARRAY(SELECT s FROM unnest(subjects) AS s WHERE subject_digest(s) <> $2)
            WHERE hashes @> ARRAY[$1::bigint]
            """;
    private static final String UNITS =
            "DELETE FROM experiment_unit WHERE subject_hash = $1 AND first_at <= at_millis($2)";
    private static final String MERGES = """
            DELETE FROM merge
            WHERE (from_hash = $1 AND subject_digest(from_subject) = $2 OR into_hash = $1 AND subject_digest(into_subject) = $2)
                AND merged_at <= at_millis($3)
            RETURNING from_subject, merged_at
            """;
    private static final String NOTIFY = "SELECT pg_notify('" + CHANNEL + "', '')::text";

    private final SqlClient connection;

    SubjectErasing(SqlClient connection) {
        this.connection = connection;
    }

    /** Returns whether anything was known of the subject that was not erased yet. */
    Future<Boolean> erase(Erasure wish) {
        Erasure erasure = new Erasure(wish.subjectHash(), wish.subjectDigest(), SqlTime.bound(wish.timeMillis()));
        return bury(erasure)
                .compose(isNew -> isNew
                        ? deleteAll(erasure)
                                .compose(rows -> eraseMerged(erasure).map(merged -> merged || rows > 0))
                        : Future.succeededFuture(false));
    }

    /** Keeps out what is still to come, and removes the id from where it only passes; returns whether that was not done yet. */
    private Future<Boolean> bury(Erasure erasure) {
        Tuple bySubject = Tuple.of(erasure.subjectHash(), erasure.subjectDigest());
        return connection.preparedQuery(TOMBSTONE).execute(byTime(erasure)).compose(rows -> {
            if (rows.rowCount() == 0) {
                return Future.succeededFuture(false);
            }
            return connection
                    .query(NOTIFY)
                    .execute()
                    .compose(_ -> connection.preparedQuery(REJECTED).execute(Tuple.of(erasure.subjectHash())))
                    .compose(_ -> connection.preparedQuery(CHANGES).execute(bySubject))
                    .compose(_ -> connection
                            .preparedQuery(UNITS)
                            .execute(Tuple.of(erasure.subjectHash(), erasure.timeMillis())))
                    .map(true);
        });
    }

    private Future<Long> deleteAll(Erasure erasure) {
        return deleteRows(erasure)
                .compose(
                        rows -> delete(erasure, FEEDBACK_MOVED, DECISIONS_MOVED).map(moved -> rows + moved));
    }

    /** Deletes feedback, decisions and impressions; returns how many of the first two. */
    Future<Long> deleteRows(Erasure erasure) {
        return delete(erasure, FEEDBACK, DECISIONS);
    }

    private Future<Long> delete(Erasure erasure, String feedbackSql, String decisionsSql) {
        return connection
                .preparedQuery(feedbackSql)
                .execute(byTime(erasure))
                .compose(feedback -> connection
                        .preparedQuery(decisionsSql)
                        .execute(byTime(erasure))
                        .map(decisions -> feedback.rowCount()
                                + decisions.iterator().next().getLong(0)));
    }

    private Future<Boolean> eraseMerged(Erasure erasure) {
        return connection.preparedQuery(MERGES).execute(byTime(erasure)).compose(gone -> {
            Future<?> all = Future.succeededFuture();
            for (Erasure merged : others(gone, erasure)) {
                all = all.compose(_ -> bury(merged));
            }
            return all.map(_ -> gone.size() > 0);
        });
    }

    private static List<Erasure> others(RowSet<Row> merges, Erasure erasure) {
        List<Erasure> others = new ArrayList<>();
        for (Row row : merges) {
            Subject from = Subject.ofKey(row.getString(0));
            if (!erasure.concerns(from)) {
                others.add(Erasure.of(from, SqlTime.millis(row, 1)));
            }
        }
        return others;
    }

    private static Tuple byTime(Erasure erasure) {
        return Tuple.of(erasure.subjectHash(), erasure.subjectDigest(), erasure.timeMillis());
    }
}
