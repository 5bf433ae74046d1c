package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;

/** Carries out a merge in a transaction that holds {@link ProjectionLock#exclusive}. */
final class SubjectMerging {
    private static final String FEEDBACK = """
            UPDATE feedback SET subject_hash = $4, subject = $5, origin_hash = coalesce(origin_hash, subject_hash)
            WHERE subject_hash = $1 AND subject_hash <> 0 AND subject = $2 AND received_at <= at_millis($3)
            """;
    private static final String DECISIONS = """
            UPDATE decision SET subject_hash = $4, subject = $5, origin_hash = coalesce(origin_hash, subject_hash)
            WHERE subject_hash = $1 AND subject_hash <> 0 AND subject = $2 AND ts <= at_millis($3)
            """;
    /** Who was merged into the one that goes is merged into the one that stays. */
    private static final String EARLIER = """
            UPDATE merge SET into_hash = $4, into_subject = $5
            WHERE into_hash = $1 AND into_subject = $2 AND merged_at <= at_millis($3)
            """;

    private static final String KEEP = """
            INSERT INTO merge (from_hash, from_subject, merged_at, into_hash, into_subject)
            VALUES ($1, $2, at_millis($3), $4, $5)
            ON CONFLICT (from_hash, from_subject, merged_at) DO NOTHING
            """;

    private final SqlClient connection;
    private final SubjectErasing erasing;

    SubjectMerging(SqlClient connection) {
        this.connection = connection;
        this.erasing = new SubjectErasing(connection);
    }

    /** Returns the subjects between which events were moved; none when there is nothing to move, or what was is erased. */
    Future<Set<Subject>> merge(Merge merge) {
        Subject from = merge.from();
        long time = SqlTime.bound(merge.timeMillis());
        return SubjectFates.read(connection, List.of(from.hash(), merge.into().hash()))
                .compose(fates -> {
                    Subject into = fates.mergedInto(merge.into(), time);
                    if (into.equals(from) || time <= fates.erasedUntil(from)) {
                        return Future.succeededFuture(Set.of());
                    }
                    long erased = Math.max(fates.erasedUntil(merge.into()), fates.erasedUntil(into));
                    return time <= erased
                            ? erasing.erase(Erasure.of(from, time)).map(_ -> Set.of())
                            : move(from, into, time, erased).map(_ -> Set.copyOf(List.of(from, merge.into(), into)));
                });
    }

    private Future<?> move(Subject from, Subject into, long time, long erased) {
        Future<?> ready = erased < 0 ? Future.succeededFuture() : erasing.deleteRows(Erasure.of(from, erased));
        Tuple arguments = Tuple.of(from.hash(), from.key(), time, into.hash(), into.key());
        for (String sql : List.of(FEEDBACK, DECISIONS, EARLIER, KEEP)) {
            ready = ready.compose(_ -> connection.preparedQuery(sql).execute(arguments));
        }
        return ready;
    }
}
