package io.candor.storage;

import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.ArmData;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.ResultsInput;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The experiments on PostgreSQL. Thread-safe. */
public final class PgExperimentStore implements ExperimentStore {
    private static final Logger LOG = LogManager.getLogger(PgExperimentStore.class);
    private static final String CHANNEL = "candor_experiment";
    private static final long NOT_TOLD = -1;

    /** One statement, so of one moment; nothing when nothing has changed. */
    private static final String BOOK = """
            SELECT seq, enabled, id, doc::text FROM change_clock CROSS JOIN exploration LEFT JOIN experiment ON true
            WHERE name = 'experiment' AND seq > $1 ORDER BY id
            """;

    private static final String ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final Database database;
    private final InstantSource clock;
    private final ChangeTail tail;
    private Optional<Consumer<Book>> subscriber = Optional.empty();
    /** Whether the subscriber was told the first book, and the tail follows. */
    private volatile boolean following;
    /** Written before the tail starts, then by its one run at a time. */
    private volatile long told = NOT_TOLD;

    /**
     * Stores in a database that is open.
     *
     * @param clock by which changes are dated, and exposures compared with them
     */
    public PgExperimentStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.tail = new ChangeTail(database, "experiment", CHANNEL, _ -> tell());
    }

    @Override
    public Future<List<StoredExperiment>> list() {
        return database.guarded(() -> ExperimentRows.understood(database.pool()));
    }

    @Override
    public Future<Optional<StoredExperiment>> find(String id) {
        return database.guarded(() -> ExperimentRows.named(id, database.pool()))
                .map(found ->
                        found.stream().map(ExperimentRows.Numbered::stored).findFirst());
    }

    @Override
    public Future<Saved> put(Experiment document, OptionalLong expectedRevision, String actor) {
        return change(actor, change -> change.put(document, expectedRevision));
    }

    @Override
    public Future<StoredExperiment> toggle(String id, boolean enabled, String actor) {
        return change(actor, change -> change.toggle(id, enabled));
    }

    @Override
    public Future<Void> delete(String id, OptionalLong expectedRevision, String actor) {
        return change(actor, change -> change.delete(id, expectedRevision))
                .onSuccess(_ -> new ExperimentSweep(database)
                        .run()
                        .onFailure(failure -> LOG.info(
                                "units of the deleted experiment {} stay until the next maintenance: {}",
                                id,
                                failure.getMessage())));
    }

    @Override
    public Future<ExplorationSwitch> exploration() {
        return database.guarded(() -> ExperimentChange.exploration(database.pool()));
    }

    @Override
    public Future<ExplorationSwitch> setExploration(boolean enabled, String actor) {
        return change(actor, change -> change.explore(enabled));
    }

    private <T> Future<T> change(String actor, Function<ExperimentChange, Future<T>> change) {
        return inTransaction(connection -> change.apply(new ExperimentChange(connection, actor, clock)))
                .compose(done -> following ? tail.catchUp().otherwiseEmpty().map(done) : Future.succeededFuture(done));
    }

    @Override
    public Future<Book> book() {
        return bookAfter(NOT_TOLD).map(Optional::orElseThrow);
    }

    private Future<Optional<Book>> bookAfter(long change) {
        return database.guarded(() ->
                database.pool().preparedQuery(BOOK).execute(Tuple.of(change)).map(PgExperimentStore::read));
    }

    /** An experiment that is not understood does not keep the others, or the switch, from being served. */
    private static Optional<Book> read(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        List<AllottedExperiment> experiments = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row.getString(2) != null) {
                ExperimentRows.unlessBroken(() -> ExperimentRows.decode(row.getString(2), row.getString(3)))
                        .ifPresent(experiments::add);
            }
        }
        Row any = rows.iterator().next();
        return Optional.of(new Book(experiments, any.getBoolean(1), any.getLong(0)));
    }

    @Override
    public Future<Void> subscribe(Consumer<Book> consumer) {
        if (!claim(consumer)) {
            return Future.failedFuture(new IllegalStateException("the experiment store has a subscriber already"));
        }
        return book().compose(first -> {
                    told = first.change();
                    consumer.accept(first);
                    return tail.start();
                })
                .onSuccess(_ -> following = true)
                .onFailure(_ -> release());
    }

    private synchronized boolean claim(Consumer<Book> consumer) {
        boolean free = subscriber.isEmpty();
        subscriber = free ? Optional.of(consumer) : subscriber;
        return free;
    }

    private synchronized void release() {
        subscriber = Optional.empty();
    }

    private synchronized Optional<Consumer<Book>> subscriber() {
        return subscriber;
    }

    /** Hands over the book when it has changed. */
    private Future<ChangeTail.Step> tell() {
        return bookAfter(told).map(changed -> {
            changed.ifPresent(book -> {
                // Only what was taken counts as told: a book that failed is offered again.
                subscriber().ifPresent(consumer -> consumer.accept(book));
                told = book.change();
            });
            return new ChangeTail.Step(told, false);
        });
    }

    @Override
    public Future<List<AuditEntry>> audit(String experiment, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was " + limit);
        }
        return database.guarded(() -> ExperimentAudit.newest(experiment, limit, database.pool()));
    }

    @Override
    public Future<ResultsInput> resultsInput(String id, Function<Experiment, List<Double>> examination) {
        return inTransaction(connection -> connection
                .query(ONE_MOMENT)
                .execute()
                .compose(_ -> ExperimentRows.named(id, connection))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(ExperimentChange.notFound(id))
                        : observed(found.getFirst(), examination, connection)));
    }

    private static Future<ResultsInput> observed(
            ExperimentRows.Numbered row, Function<Experiment, List<Double>> examination, SqlClient connection) {
        AllottedExperiment experiment = row.stored().experiment();
        Tuple number = Tuple.of(row.number());
        return connection
                .preparedQuery(ExperimentSums.UNITS)
                .execute(number)
                .compose(units -> connection
                        .preparedQuery(ExperimentSums.EVENTS)
                        .execute(number)
                        .compose(events -> connection
                                .preparedQuery(ExperimentSums.POSITIONS)
                                .execute(number)
                                .map(positions -> ExperimentSums.byArm(units, events, positions))
                                .map(arms -> {
                                    List<ArmData> data = new ArrayList<>();
                                    arms.forEach((variant, sums) -> data.add(sums.data(variant)));
                                    long crossovers = arms.values().stream()
                                            .mapToLong(ExperimentSums::crossed)
                                            .sum();
                                    return new ResultsInput(
                                            experiment, data, crossovers, examination.apply(experiment.document()));
                                })));
    }

    private <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> statements) {
        return database.guarded(() -> database.pool().withTransaction(statements));
    }
}
