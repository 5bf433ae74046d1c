package io.candor.storage;

import io.candor.event.Erasure;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What erasures and merges make of what some subjects did: the rows of tables {@code erasure} and {@code merge} that concern
 * them. Valid as long as the transaction that read it holds {@link ProjectionLock}, and changes neither.
 */
final class SubjectFates {
    private static final String MERGES =
            "SELECT from_subject, merged_at, into_subject FROM merge WHERE from_hash = ANY($1::bigint[])";
    private static final String ERASURES = """
            SELECT subject_hash, subject_digest, erased_at FROM erasure
            WHERE subject_hash = ANY(ARRAY(
                SELECT unnest($1::bigint[]) UNION SELECT into_hash FROM merge WHERE from_hash = ANY($1::bigint[])))
            """;

    /** Subject → end of each merge → into whom. */
    private final Map<Subject, TreeMap<Long, Subject>> merges = new HashMap<>();

    private final Map<Long, List<Erasure>> erasures = new HashMap<>();

    private SubjectFates(RowSet<Row> merged, RowSet<Row> erased) {
        for (Row row : merged) {
            merges.computeIfAbsent(Subject.ofKey(row.getString(0)), _ -> new TreeMap<>())
                    .put(SqlTime.millis(row, 1), Subject.ofKey(row.getString(2)));
        }
        for (Row row : erased) {
            Erasure erasure = new Erasure(row.getLong(0), row.getString(1), SqlTime.millis(row, 2));
            erasures.computeIfAbsent(erasure.subjectHash(), _ -> new ArrayList<>())
                    .add(erasure);
        }
    }

    static Future<SubjectFates> read(SqlClient connection, Collection<Long> hashes) {
        Tuple arguments = Tuple.of(hashes.toArray(Long[]::new));
        return connection
                .preparedQuery(MERGES)
                .execute(arguments)
                .compose(merged -> connection
                        .preparedQuery(ERASURES)
                        .execute(arguments)
                        .map(erased -> new SubjectFates(merged, erased)));
    }

    /** Returns whose it is what the subject did at a time, empty when that was erased. */
    Optional<Subject> ownerOf(Subject subject, long millis) {
        if (merges.isEmpty() && erasures.isEmpty()) {
            return Optional.of(subject);
        }
        Subject owner = mergedInto(subject, millis);
        boolean erased = millis <= erasedUntil(subject) || millis <= erasedUntil(owner);
        return erased ? Optional.empty() : Optional.of(owner);
    }

    /** Returns whose it is what the subject did at a time, erasures aside. */
    Subject mergedInto(Subject subject, long millis) {
        TreeMap<Long, Subject> own = merges.get(subject);
        Map.Entry<Long, Subject> next = own == null ? null : own.ceilingEntry(millis);
        return next == null ? subject : next.getValue();
    }

    /** Returns up to when everything of the subject is erased, {@link Long#MIN_VALUE} when nothing is. */
    long erasedUntil(Subject subject) {
        if (erasures.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long until = Long.MIN_VALUE;
        for (Erasure erasure : erasures.getOrDefault(subject.hash(), List.of())) {
            if (erasure.concerns(subject)) {
                until = Math.max(until, erasure.timeMillis());
            }
        }
        return until;
    }
}
