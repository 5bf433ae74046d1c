package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.experiment.Allotment;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.StoredExperiment;
import io.candor.storage.ExperimentStore.Saved;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One change of experiments or of the switch, in a transaction that keeps all other changes out from its begin. Used once; not
 * thread-safe.
 */
final class ExperimentChange {
    private static final String LOCK = "SELECT seq FROM change_clock WHERE name = 'experiment' FOR UPDATE";
    private static final String TELL = """
            WITH clock AS (UPDATE change_clock SET seq = seq + 1 WHERE name = 'experiment' RETURNING seq)
            SELECT pg_notify('candor_experiment', '')::text FROM clock
            """;
    private static final String SWITCH =
            "UPDATE exploration SET enabled = $1, changed_at = at_millis($2), changed_by = $3";
    /** Violations of these say that there is no room. */
    private static final Set<String> ROOM = Set.of("coverage", "namespace");

    private final SqlClient connection;
    private final String actor;
    private final InstantSource clock;
    /** When the others were kept out; so changes are dated in their order. */
    private Instant now = Instant.EPOCH;

    ExperimentChange(SqlClient connection, String actor, InstantSource clock) {
        this.connection = connection;
        this.actor = actor;
        this.clock = clock;
    }

    Future<Saved> put(Experiment document, OptionalLong expectedRevision) {
        return locked().compose(all -> {
            Optional<StoredExperiment> old = find(document.id(), all);
            check(document.id(), revision(old), expectedRevision);
            if (old.isPresent() && old.get().experiment().document().equals(document)) {
                return Future.succeededFuture(new Saved(old.get(), false));
            }
            AuditEntry.Action action = old.isPresent() ? AuditEntry.Action.CHANGED : AuditEntry.Action.CREATED;
            return write(document, old, all, action).map(stored -> new Saved(stored, old.isEmpty()));
        });
    }

    Future<StoredExperiment> toggle(String id, boolean enabled) {
        return enabled ? enable(id) : disable(id);
    }

    private Future<StoredExperiment> enable(String id) {
        return locked().compose(all -> {
            StoredExperiment old = find(id, all).orElseThrow(() -> notFound(id));
            Experiment document = old.experiment().document();
            return document.enabled()
                    ? Future.succeededFuture(old)
                    : write(document.withEnabled(true), Optional.of(old), all, AuditEntry.Action.TOGGLED);
        });
    }

    /** Reads no other experiment: whatever is wrong with them, this one can be stopped. */
    private Future<StoredExperiment> disable(String id) {
        return lock().compose(_ -> ExperimentRows.named(id, connection)).compose(found -> {
            StoredExperiment old = found.stream()
                    .map(ExperimentRows.Numbered::stored)
                    .findFirst()
                    .orElseThrow(() -> notFound(id));
            return old.experiment().document().enabled()
                    ? write(old.experiment().disabled(), Optional.of(old), AuditEntry.Action.TOGGLED)
                    : Future.succeededFuture(old);
        });
    }

    /** Reads no experiment, not even this one. */
    Future<Void> delete(String id, OptionalLong expectedRevision) {
        return lock().compose(_ -> ExperimentRows.known(id, connection)).compose(found -> {
            ExperimentRows.Known old = found.orElseThrow(() -> notFound(id));
            check(id, old.revision(), expectedRevision);
            return ExperimentRows.delete(id, connection)
                    .compose(_ ->
                            record(AuditEntry.Action.DELETED, id, old.revision(), old.document(), Optional.empty()));
        });
    }

    Future<ExplorationSwitch> explore(boolean enabled) {
        return lock().compose(_ -> exploration(connection)).compose(old -> {
            if (old.enabled() == enabled) {
                return Future.succeededFuture(old);
            }
            AuditEntry.Action action = enabled ? AuditEntry.Action.EXPLORATION_ON : AuditEntry.Action.EXPLORATION_OFF;
            return connection
                    .preparedQuery(SWITCH)
                    .execute(Tuple.of(enabled, now.toEpochMilli(), actor))
                    .compose(_ -> record(action, "", 0, Optional.empty(), Optional.empty()))
                    .map(_ -> new ExplorationSwitch(enabled, now, actor));
        });
    }

    static Future<ExplorationSwitch> exploration(SqlClient client) {
        return client.preparedQuery("SELECT enabled, changed_at, changed_by FROM exploration")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    Instant changed = Instant.ofEpochMilli(SqlTime.millis(row, 1));
                    return new ExplorationSwitch(row.getBoolean(0), changed, row.getString(2));
                });
    }

    /** Waits for other changes to end, and keeps out the next ones. */
    private Future<?> lock() {
        return connection.query(LOCK).execute().onSuccess(_ -> now = Instant.ofEpochMilli(clock.millis()));
    }

    /** Locks, and returns what there is. */
    private Future<List<StoredExperiment>> locked() {
        return lock().compose(_ -> ExperimentRows.all(connection));
    }

    private static Optional<StoredExperiment> find(String id, List<StoredExperiment> all) {
        return all.stream().filter(stored -> stored.id().equals(id)).findFirst();
    }

    private static long revision(Optional<StoredExperiment> stored) {
        return stored.map(StoredExperiment::revision).orElse(ExperimentStore.NOT_STORED);
    }

    private static void check(String id, long revision, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != revision) {
            String state = revision == ExperimentStore.NOT_STORED ? "is not stored" : "has revision " + revision;
            throw new CandorException(ErrorCode.EXPERIMENT_CHANGED, "experiment \"" + id + "\" " + state);
        }
    }

    static CandorException notFound(String id) {
        return new CandorException(ErrorCode.EXPERIMENT_NOT_FOUND, "there is no experiment \"" + id + "\"");
    }

    private Future<StoredExperiment> write(
            Experiment document, Optional<StoredExperiment> old, List<StoredExperiment> all, AuditEntry.Action action) {
        List<AllottedExperiment> places =
                all.stream().map(StoredExperiment::experiment).toList();
        List<Violation> violations = new ArrayList<>();
        AllottedExperiment allotted = Allotment.allot(document, places, now.toEpochMilli(), violations)
                .orElseThrow(() -> refusal(document.id(), violations));
        return write(allotted, old, action);
    }

    private Future<StoredExperiment> write(
            AllottedExperiment allotted, Optional<StoredExperiment> old, AuditEntry.Action action) {
        long revision = revision(old) + 1;
        Instant created = old.map(StoredExperiment::createdAt).orElse(now);
        StoredExperiment stored = new StoredExperiment(allotted, revision, created, now);
        Optional<String> before =
                old.flatMap(known -> ExperimentAudit.text(known.experiment().document()));
        return ExperimentRows.write(stored, connection)
                .compose(
                        _ -> record(action, allotted.id(), revision, before, ExperimentAudit.text(allotted.document())))
                .map(stored);
    }

    private static CandorException refusal(String id, List<Violation> violations) {
        boolean full = violations.stream().anyMatch(violation -> ROOM.contains(violation.field()));
        return full
                ? new CandorException(
                        ErrorCode.LAYER_FULL, "the layer has no such room for experiment \"" + id + "\"", violations)
                : new CandorException(
                        ErrorCode.EXPERIMENT_CONFLICT,
                        "experiment \"" + id + "\" does not go together with what is stored",
                        violations);
    }

    private Future<Void> record(
            AuditEntry.Action action, String id, long revision, Optional<String> before, Optional<String> after) {
        AuditEntry entry = new AuditEntry(now, actor, action, id, revision, before, after);
        return ExperimentAudit.append(entry, connection)
                .compose(_ -> connection.query(TELL).execute())
                .mapEmpty();
    }
}
