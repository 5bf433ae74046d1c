package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;

/** Keeps partitions ahead of the slates and drops what is past its retention. */
final class FeedbackRetention {
    private static final int DAYS_AHEAD = 2;
    /** 40 MB of the table at a time, so that no statement takes long. */
    private static final long BLOCKS = 5000;
    /** How long a merge still concerns what arrives: a log that was away longer brings its events to the unmerged subject. */
    private static final int MERGE_DAYS = 90;

    /** A clock here that runs ahead does not make everything old; of an external database, that is. */
    private static final String TODAY = "SELECT least($1::date, (now() AT TIME ZONE 'UTC')::date + 1)";

    private static final String LENGTH = "SELECT pg_relation_size('feedback') / current_setting('block_size')::bigint";
    private static final String EXPIRE = """
            DELETE FROM feedback
            WHERE ctid >= format('(%s,0)', $1::bigint)::tid AND ctid < format('(%s,0)', $2::bigint)::tid
                AND received_at < $3::date::timestamp AT TIME ZONE 'UTC'
            """;
    private static final String EXPIRE_CLAIMS =
            "DELETE FROM experiment_claim WHERE slate_at < $1::date::timestamp AT TIME ZONE 'UTC'";
    private static final String EXPIRE_MERGES =
            "DELETE FROM merge WHERE merged_at < $1::date::timestamp AT TIME ZONE 'UTC'";

    private final Database database;
    private final RetentionConfig config;
    private final DayPartitions decisions;
    private final DayPartitions impressions;

    FeedbackRetention(Database database, RetentionConfig config) {
        this.database = database;
        this.config = config;
        this.decisions = new DayPartitions(database, "decision");
        this.impressions = new DayPartitions(database, "impression");
    }

    Future<Void> maintain(LocalDate now) {
        return database.guarded(() -> database.pool()
                        .preparedQuery(TODAY)
                        .execute(Tuple.of(now))
                        .map(rows -> rows.iterator().next().getLocalDate(0)))
                .compose(today -> {
                    LocalDate oldest = today.minusDays(config.decisions().toDays());
                    LocalDate last = today.plusDays(DAYS_AHEAD);
                    return impressions
                            .maintain(oldest, today, last)
                            .compose(_ -> decisions.maintain(oldest, today, last))
                            .compose(_ -> expire(EXPIRE_CLAIMS, oldest))
                            .compose(_ -> expire(EXPIRE_MERGES, today.minusDays(MERGE_DAYS)))
                            .compose(_ -> new ExperimentSweep(database).run())
                            .compose(_ -> expireFeedback(today));
                });
    }

    private Future<Void> expire(String sql, LocalDate oldest) {
        return database.guarded(() ->
                database.pool().preparedQuery(sql).execute(Tuple.of(oldest)).mapEmpty());
    }

    private Future<Void> expireFeedback(LocalDate today) {
        if (config.events().isZero()) {
            return Future.succeededFuture();
        }
        LocalDate oldest = today.minusDays(config.events().toDays());
        return database.guarded(() -> database.pool().query(LENGTH).execute()).compose(rows -> {
            Row row = rows.iterator().next();
            return expireFrom(0, row.getLong(0), oldest);
        });
    }

    /** Goes through the table once: there is no index by time, which every event would have to pay for. */
    private Future<Void> expireFrom(long block, long end, LocalDate oldest) {
        if (block > end) {
            return Future.succeededFuture();
        }
        Tuple arguments = Tuple.of(block, block + BLOCKS, oldest);
        return database.guarded(() -> database.pool().preparedQuery(EXPIRE).execute(arguments))
                .compose(_ -> expireFrom(block + BLOCKS, end, oldest));
    }
}
