package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The model registry on PostgreSQL: {@code model} says what is known, and the last row of the append-only {@code
 * model_activation} what is active. Thread-safe.
 */
public final class PgModelRegistry implements ModelRegistry {
    private static final Logger LOG = LogManager.getLogger(PgModelRegistry.class);
    private static final String CHANNEL = "candor_model";

    private static final String REGISTER = """
            INSERT INTO model (version, directory, algorithm) VALUES ($1, $2, $3)
            ON CONFLICT (version) DO UPDATE SET directory = excluded.directory, algorithm = excluded.algorithm
            """;
    private static final String LIST = """
            SELECT version, directory, algorithm, registered_at,
                (SELECT max(activated_at) FROM model_activation AS a WHERE a.version = m.version) AS activated_at,
                version IS NOT DISTINCT FROM
                    (SELECT version FROM model_activation ORDER BY id DESC LIMIT 1) AS active
            FROM model AS m
            """;
    private static final String LIST_ALL = LIST + "ORDER BY registered_at, version";
    private static final String LIST_ACTIVE =
            LIST + "WHERE version = (SELECT version FROM model_activation ORDER BY id DESC LIMIT 1)";
    private static final String ACTIVATE = """
            WITH known AS (SELECT version FROM model WHERE version = $1),
            added AS (
                INSERT INTO model_activation (version)
                SELECT version FROM known WHERE version IS DISTINCT FROM
                    (SELECT version FROM model_activation ORDER BY id DESC LIMIT 1)
                RETURNING version)
            SELECT (SELECT count(*) FROM known), (SELECT pg_notify('candor_model', version)::text FROM added)
            """;
    private static final String PREVIOUS = """
            SELECT version FROM model_activation
            WHERE version <> (SELECT version FROM model_activation ORDER BY id DESC LIMIT 1)
            ORDER BY id DESC LIMIT 1
            """;

    private final Database database;
    private final SharedRun refresh = new SharedRun(this::readActive);
    private volatile Optional<Consumer<String>> subscriber = Optional.empty();
    private volatile Optional<String> lastActive = Optional.empty();

    public PgModelRegistry(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> register(String version, String directory, String algorithm) {
        return database.guarded(() -> database.pool()
                .preparedQuery(REGISTER)
                .execute(Tuple.of(version, directory, algorithm))
                .mapEmpty());
    }

    @Override
    public Future<List<RegisteredModel>> list() {
        return rows(LIST_ALL);
    }

    @Override
    public Future<Optional<RegisteredModel>> active() {
        return rows(LIST_ACTIVE).map(models -> models.stream().findFirst());
    }

    private Future<List<RegisteredModel>> rows(String sql) {
        return database.guarded(() -> database.reads()
                .preparedQuery(sql)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PgModelRegistry::model)
                        .toList()));
    }

    private static RegisteredModel model(Row row) {
        return new RegisteredModel(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getOffsetDateTime(3).toInstant(),
                Optional.ofNullable(row.getOffsetDateTime(4)).map(OffsetDateTime::toInstant),
                row.getBoolean(5));
    }

    @Override
    public Future<Void> activate(String version) {
        return database.guarded(() -> database.pool().preparedQuery(ACTIVATE).execute(Tuple.of(version)))
                .compose(rows -> rows.iterator().next().getLong(0) > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new CandorException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + version)));
    }

    @Override
    public Future<Optional<String>> previous() {
        return database.guarded(() -> database.reads()
                .preparedQuery(PREVIOUS)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.<String>empty()
                        : Optional.of(rows.iterator().next().getString(0))));
    }

    @Override
    public Future<Void> subscribe(Consumer<String> activeVersion) {
        return active().compose(now -> {
            if (!claim(activeVersion)) {
                return Future.failedFuture(new IllegalStateException("the model registry has a subscriber already"));
            }
            lastActive = now.map(RegisteredModel::version);
            database.notifications().on(CHANNEL, this::look);
            return Future.succeededFuture();
        });
    }

    private synchronized boolean claim(Consumer<String> consumer) {
        boolean free = subscriber.isEmpty();
        subscriber = free ? Optional.of(consumer) : subscriber;
        return free;
    }

    private void look() {
        refresh.run().onFailure(failure -> LOG.debug("the active model could not be read", failure));
    }

    private Future<Void> readActive() {
        return active().map(now -> {
            Optional<String> version = now.map(RegisteredModel::version);
            if (version.isPresent() && !version.equals(lastActive)) {
                lastActive = version;
                subscriber.ifPresent(consumer -> consumer.accept(version.get()));
            }
            return null;
        });
    }
}
