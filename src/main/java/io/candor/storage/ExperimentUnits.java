package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Table {@code experiment_unit} in a transaction. */
final class ExperimentUnits {
    /** How far back signals are counted as the covariate of a unit. */
    static final int COVARIATE_DAYS = 14;
    /** At most so many of them; who has more is no person. */
    static final int MAX_COVARIATE = 10_000;

    private static final String COLUMNS =
            "subject_hash, experiment, variant, first_at, epoch, covariate, crossed, impressions, counts, amounts, shown, clicked";
    /** Locks all rows in the order of their keys; one that is there already stays as it is. */
    private static final String LOCK = """
            INSERT INTO experiment_unit AS old (subject_hash, experiment, variant, first_at, epoch, covariate, crossed,
                impressions, counts, amounts, shown, clicked)
            SELECT subject_hash, experiment, variant, at_millis(first), 0, 0, false, 0, '{}', '{}', '{}', '{}'
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
                WITH ORDINALITY AS new (subject_hash, experiment, variant, first, n)
            ORDER BY n
            ON CONFLICT (subject_hash, experiment) DO UPDATE SET first_at = old.first_at
                WHERE old.subject_hash <> excluded.subject_hash
            RETURNING subject_hash, experiment
            """;

    private static final String READ = "SELECT " + COLUMNS
            + " FROM experiment_unit JOIN unnest($1::bigint[], $2::bigint[]) AS wanted (subject_hash, experiment)"
            + " USING (subject_hash, experiment)";
    private static final String COVARIATES = """
            SELECT subject_hash, experiment, (
                SELECT count(*) FROM (
                    SELECT FROM feedback AS f
                    WHERE f.subject_hash = new.subject_hash AND f.subject_hash <> 0 AND NOT f.weak
                        AND f.occurred_at >= at_millis(first - $4::bigint) AND f.occurred_at < at_millis(first)
                    LIMIT $5::bigint) AS signals)::integer
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS new (subject_hash, experiment, first)
            """;
    private static final String WRITE = """
            UPDATE experiment_unit AS old SET
                first_at = at_millis(new.first), epoch = new.epoch, covariate = new.covariate, crossed = new.crossed,
                impressions = new.impressions, counts = new.counts::bigint[], amounts = new.amounts::float8[],
                shown = new.shown::integer[], clicked = new.clicked::integer[]
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::integer[], $5::integer[], $6::boolean[], $7::bigint[],
                    $8::text[], $9::text[], $10::text[], $11::text[])
                AS new (subject_hash, experiment, first, epoch, covariate, crossed, impressions, counts, amounts, shown, clicked)
            WHERE old.subject_hash = new.subject_hash AND old.experiment = new.experiment
            """;

    private final SqlClient connection;

    ExperimentUnits(SqlClient connection) {
        this.connection = connection;
    }

    /**
     * Units to the end of the transaction.
     *
     * @param created seen for the first time, covariate read, epoch to be set
     * @param known as they were
     */
    record Locked(List<ExperimentUnit> created, List<ExperimentUnit> known) {}

    /** Locks the units, and those that are not there are made. */
    Future<Locked> lock(SortedMap<UnitKey, UnitActivity> activities) {
        Tuple arguments = Tuple.of(
                column(activities.keySet(), UnitKey::subject),
                column(activities.keySet(), UnitKey::experiment),
                activities.values().stream().map(UnitActivity::variant).toArray(String[]::new),
                column(activities.values(), UnitActivity::firstMillis));
        return connection.preparedQuery(LOCK).execute(arguments).compose(rows -> {
            NavigableMap<UnitKey, ExperimentUnit> created = new TreeMap<>();
            for (Row row : rows) {
                UnitKey key = new UnitKey(row.getLong(0), row.getLong(1));
                UnitActivity activity = Objects.requireNonNull(activities.get(key));
                created.put(key, new ExperimentUnit(key, activity.variant(), activity.firstMillis()));
            }
            List<UnitKey> others = new ArrayList<>(activities.keySet());
            others.removeIf(created::containsKey);
            return readCovariates(created)
                    .compose(_ -> read(others))
                    .map(known -> new Locked(List.copyOf(created.values()), known));
        });
    }

    private Future<List<ExperimentUnit>> read(List<UnitKey> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        // Tuple.of would take the second array for the remaining elements.
        Tuple arguments = Tuple.from(new Object[] {column(keys, UnitKey::subject), column(keys, UnitKey::experiment)});
        return connection.preparedQuery(READ).execute(arguments).map(rows -> {
            List<ExperimentUnit> units = new ArrayList<>(keys.size());
            for (Row row : rows) {
                units.add(ExperimentUnit.read(row));
            }
            return units;
        });
    }

    private Future<Void> readCovariates(Map<UnitKey, ExperimentUnit> units) {
        if (units.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple arguments = Tuple.of(
                column(units.keySet(), UnitKey::subject),
                column(units.keySet(), UnitKey::experiment),
                column(units.values(), unit -> unit.firstMillis),
                TimeUnit.DAYS.toMillis(COVARIATE_DAYS),
                (long) MAX_COVARIATE);
        return connection.preparedQuery(COVARIATES).execute(arguments).map(rows -> {
            for (Row row : rows) {
                UnitKey key = new UnitKey(row.getLong(0), row.getLong(1));
                Objects.requireNonNull(units.get(key)).covariate = row.getInteger(2);
            }
            return null;
        });
    }

    /** Writes units that are locked. */
    Future<Void> write(List<ExperimentUnit> units) {
        Tuple arguments = Tuple.from(new Object[] {
            column(units, unit -> unit.key.subject()),
            column(units, unit -> unit.key.experiment()),
            column(units, unit -> unit.firstMillis),
            units.stream().map(unit -> unit.epoch).toArray(Integer[]::new),
            units.stream().map(unit -> unit.covariate).toArray(Integer[]::new),
            units.stream().map(unit -> unit.crossed).toArray(Boolean[]::new),
            column(units, unit -> unit.totals.impressions),
            units.stream().map(unit -> ArrayText.trimmed(unit.totals.counts)).toArray(String[]::new),
            units.stream().map(unit -> ArrayText.trimmed(unit.totals.amounts)).toArray(String[]::new),
            units.stream().map(unit -> ArrayText.trimmed(unit.totals.shown)).toArray(String[]::new),
            units.stream().map(unit -> ArrayText.trimmed(unit.totals.clicked)).toArray(String[]::new)
        });
        return connection.preparedQuery(WRITE).execute(arguments).mapEmpty();
    }

    private static <T> Long[] column(Collection<T> rows, ToLongFunction<T> value) {
        return rows.stream().map(value::applyAsLong).toArray(Long[]::new);
    }
}
