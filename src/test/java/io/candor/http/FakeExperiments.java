package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.experiment.Allotment;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import io.candor.experiment.ExperimentResults;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.ResultsConfig;
import io.candor.experiment.ResultsInput;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Experiments in memory. Not thread-safe: one event loop uses it. */
final class FakeExperiments implements ExperimentService {
    private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

    private final Map<String, StoredExperiment> stored = new TreeMap<>();
    private final List<AuditEntry> changes = new ArrayList<>();
    private ExplorationSwitch exploration = new ExplorationSwitch(true, TIME, "");

    @Override
    public Future<List<StoredExperiment>> list() {
        return Future.succeededFuture(List.copyOf(stored.values()));
    }

    @Override
    public Future<StoredExperiment> find(String id) {
        StoredExperiment found = stored.get(id);
        return found == null
                ? Future.failedFuture(
                        new CandorException(ErrorCode.EXPERIMENT_NOT_FOUND, "there is no experiment " + id))
                : Future.succeededFuture(found);
    }

    @Override
    public Future<Saved> put(Experiment document, OptionalLong expectedRevision, String actor) {
        Optional<StoredExperiment> before = Optional.ofNullable(stored.get(document.id()));
        long revision = before.map(StoredExperiment::revision).orElse(0L);
        if (expectedRevision.isPresent() && expectedRevision.getAsLong() != revision) {
            return Future.failedFuture(
                    new CandorException(ErrorCode.EXPERIMENT_CHANGED, "its revision is " + revision + " now"));
        }
        List<Violation> violations = new ArrayList<>();
        Optional<AllottedExperiment> allotted = Allotment.allot(
                document,
                stored.values().stream().map(StoredExperiment::experiment).toList(),
                TIME.toEpochMilli(),
                violations);
        if (allotted.isEmpty()) {
            return Future.failedFuture(
                    new CandorException(ErrorCode.LAYER_FULL, "the layer has no such room", violations));
        }
        StoredExperiment after = new StoredExperiment(allotted.get(), revision + 1, TIME, TIME);
        stored.put(document.id(), after);
        changes.addFirst(new AuditEntry(
                TIME,
                actor,
                before.isPresent() ? AuditEntry.Action.CHANGED : AuditEntry.Action.CREATED,
                document.id(),
                after.revision(),
                before.map(FakeExperiments::json),
                Optional.of(json(after))));
        return Future.succeededFuture(new Saved(after, before.isEmpty()));
    }

    private static String json(StoredExperiment stored) {
        return new String(ExperimentCodec.encode(stored.experiment().document()), StandardCharsets.UTF_8);
    }

    @Override
    public Future<Void> delete(String id, OptionalLong expectedRevision, String actor) {
        return find(id).map(found -> {
            stored.remove(id);
            return null;
        });
    }

    @Override
    public Future<StoredExperiment> toggle(String id, boolean enabled, String actor) {
        return find(id).compose(
                        found -> put(found.experiment().document().withEnabled(enabled), OptionalLong.empty(), actor))
                .map(Saved::stored);
    }

    @Override
    public Future<ExperimentResults> results(String id) {
        return find(id).map(found -> ExperimentResults.of(
                new ResultsInput(found.experiment(), List.of(), 0, List.of()), ResultsConfig.defaults()));
    }

    @Override
    public Future<List<AuditEntry>> audit(String id, int limit) {
        return Future.succeededFuture(changes.stream()
                .filter(change -> change.experiment().equals(id))
                .limit(limit)
                .toList());
    }

    @Override
    public Future<ExplorationSwitch> exploration() {
        return Future.succeededFuture(exploration);
    }

    @Override
    public Future<ExplorationSwitch> setExploration(boolean enabled, String actor) {
        exploration = new ExplorationSwitch(enabled, TIME, actor);
        return exploration();
    }
}
