package io.candor.verticle;

import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentResults;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.StoredExperiment;
import io.candor.http.ExperimentService;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

/** Asks the experiment verticle. Thread-safe. */
final class BusExperimentService implements ExperimentService {
    private final LocalBus bus;

    BusExperimentService(LocalBus bus) {
        this.bus = bus;
    }

    @Override
    public Future<List<StoredExperiment>> list() {
        return ask(new ExperimentMessage.ListAll());
    }

    @Override
    public Future<StoredExperiment> find(String id) {
        return ask(new ExperimentMessage.Find(id));
    }

    @Override
    public Future<Saved> put(Experiment document, OptionalLong expectedRevision, String actor) {
        return ask(new ExperimentMessage.Put(document, expectedRevision, actor));
    }

    @Override
    public Future<Void> delete(String id, OptionalLong expectedRevision, String actor) {
        return ask(new ExperimentMessage.Delete(id, expectedRevision, actor));
    }

    @Override
    public Future<StoredExperiment> toggle(String id, boolean enabled, String actor) {
        return ask(new ExperimentMessage.Toggle(id, enabled, actor));
    }

    @Override
    public Future<ExperimentResults> results(String id) {
        return ask(new ExperimentMessage.Results(id));
    }

    @Override
    public Future<List<AuditEntry>> audit(String id, int limit) {
        return ask(new ExperimentMessage.Audit(id, limit));
    }

    @Override
    public Future<ExplorationSwitch> exploration() {
        return ask(new ExperimentMessage.Exploration());
    }

    @Override
    public Future<ExplorationSwitch> setExploration(boolean enabled, String actor) {
        return ask(new ExperimentMessage.SetExploration(enabled, actor));
    }

    private <T> Future<T> ask(ExperimentMessage message) {
        return bus.ask(LocalBus.EXPERIMENTS, message);
    }
}
