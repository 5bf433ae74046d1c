package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.ExperimentCodec;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Table {@code experiment}. */
final class ExperimentRows {
    private static final Logger LOG = LogManager.getLogger(ExperimentRows.class);
    private static final String LIST =
            "SELECT id, revision, created_at, updated_at, doc::text, number FROM experiment ";
    private static final String ALL = LIST + "ORDER BY id";
    private static final String ONE = LIST + "WHERE id = $1";
    private static final String KNOWN = "SELECT revision, (doc -> 'document')::text FROM experiment WHERE id = $1";
    private static final String WRITE = """
            INSERT INTO experiment AS old (id, revision, doc, epochs, created_at, updated_at)
            VALUES ($1, $2, $3::text::json, $4, at_millis($5), at_millis($6))
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, doc = excluded.doc, epochs = excluded.epochs,
                updated_at = excluded.updated_at
            """;
    /** Waits for projections that are counting for it; none begins to afterwards. */
    private static final String DELETE = "DELETE FROM experiment WHERE id = $1 RETURNING number";

    private static final List<String> SUMS = List.of(
            "DELETE FROM experiment_day WHERE experiment = $1",
            "DELETE FROM experiment_day_event WHERE experiment = $1",
            "DELETE FROM experiment_position WHERE experiment = $1");

    private ExperimentRows() {}

    /**
     * A row.
     *
     * @param number never given twice
     */
    record Numbered(StoredExperiment stored, long number) {}

    /**
     * What is known of a row whatever its form.
     *
     * @param document as it is stored; empty when it has none
     */
    record Known(long revision, Optional<String> document) {}

    /** Returns all; fails when one is not understood, since nobody knows what place it has. */
    static Future<List<StoredExperiment>> all(SqlClient client) {
        return client.preparedQuery(ALL).execute().map(rows -> {
            List<StoredExperiment> all = new ArrayList<>();
            for (Row row : rows) {
                all.add(read(row));
            }
            return all;
        });
    }

    /** Returns all that are understood. */
    static Future<List<StoredExperiment>> understood(SqlClient client) {
        return client.preparedQuery(ALL).execute().map(rows -> {
            List<StoredExperiment> all = new ArrayList<>();
            for (Row row : rows) {
                unlessBroken(() -> read(row)).ifPresent(all::add);
            }
            return all;
        });
    }

    /** Returns what is read, or nothing, and logs it, when it is not understood. */
    static <T> Optional<T> unlessBroken(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (CandorException e) {
            LOG.error("{}, and left out", e.getMessage());
            return Optional.empty();
        }
    }

    static Future<Optional<Known>> known(String id, SqlClient client) {
        return client.preparedQuery(KNOWN).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                @Nullable String document = row.getString(1);
                return Optional.of(new Known(row.getLong(0), Optional.ofNullable(document)));
            }
            return Optional.empty();
        });
    }

    /** Returns none or one. */
    static Future<List<Numbered>> named(String id, SqlClient client) {
        return client.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            List<Numbered> found = new ArrayList<>();
            for (Row row : rows) {
                found.add(new Numbered(read(row), row.getLong(5)));
            }
            return found;
        });
    }

    private static StoredExperiment read(Row row) {
        return new StoredExperiment(
                decode(row.getString(0), row.getString(4)),
                row.getLong(1),
                Instant.ofEpochMilli(SqlTime.millis(row, 2)),
                Instant.ofEpochMilli(SqlTime.millis(row, 3)));
    }

    static AllottedExperiment decode(String id, String doc) {
        try {
            return ExperimentCodec.decode(doc.getBytes(StandardCharsets.UTF_8));
        } catch (CandorException | IllegalArgumentException e) {
            throw new CandorException(
                    ErrorCode.INTERNAL,
                    "experiment \"" + id + "\" is stored in a form that this version does not understand",
                    e);
        }
    }

    static Future<Void> write(StoredExperiment row, SqlClient connection) {
        Long[] epochs = row.experiment().epochs().stream()
                .map(AllottedExperiment.Epoch::sinceMillis)
                .toArray(Long[]::new);
        Tuple arguments = Tuple.of(
                row.id(),
                row.revision(),
                new String(ExperimentCodec.encode(row.experiment()), StandardCharsets.UTF_8),
                epochs,
                row.createdAt().toEpochMilli(),
                row.updatedAt().toEpochMilli());
        return connection.preparedQuery(WRITE).execute(arguments).mapEmpty();
    }

    /** Deletes an experiment that is there, and its sums; {@link ExperimentSweep} deletes its units. */
    static Future<Void> delete(String id, SqlClient connection) {
        return connection.preparedQuery(DELETE).execute(Tuple.of(id)).compose(rows -> {
            Tuple number = Tuple.of(rows.iterator().next().getLong(0));
            Future<?> done = Future.succeededFuture();
            for (String sql : SUMS) {
                done = done.compose(_ -> connection.preparedQuery(sql).execute(number));
            }
            return done.mapEmpty();
        });
    }
}
