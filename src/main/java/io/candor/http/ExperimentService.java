package io.candor.http;

import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentResults;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

/** The experiments as the HTTP API sees them. A change holds in this process once its future completes. */
public interface ExperimentService {
    /** Returns all experiments, by id. */
    Future<List<StoredExperiment>> list();

    /** Returns an experiment, or fails with EXPERIMENT_NOT_FOUND. */
    Future<StoredExperiment> find(String id);

    /**
     * What became of a document.
     *
     * @param stored as it is now
     * @param created whether it was not there before
     */
    record Saved(StoredExperiment stored, boolean created) {}

    /**
     * Creates or replaces an experiment.
     *
     * @param expectedRevision what must be stored now, 0 for nothing; empty for whatever is
     * @param actor who does it
     * @return fails with INVALID_REQUEST, EXPERIMENT_CHANGED, EXPERIMENT_CONFLICT or LAYER_FULL
     */
    Future<Saved> put(Experiment document, OptionalLong expectedRevision, String actor);

    /** Deletes an experiment with all that was observed of it; fails with EXPERIMENT_NOT_FOUND or EXPERIMENT_CHANGED. */
    Future<Void> delete(String id, OptionalLong expectedRevision, String actor);

    /** Enables or disables an experiment; fails with EXPERIMENT_NOT_FOUND, EXPERIMENT_CONFLICT or LAYER_FULL. */
    Future<StoredExperiment> toggle(String id, boolean enabled, String actor);

    /** Returns what came of an experiment so far, or fails with EXPERIMENT_NOT_FOUND. */
    Future<ExperimentResults> results(String id);

    /** Returns the newest changes of an experiment first, also of one that was deleted. */
    Future<List<AuditEntry>> audit(String id, int limit);

    /** Returns the switch of all exploration. */
    Future<ExplorationSwitch> exploration();

    /** Switches all exploration on or off. */
    Future<ExplorationSwitch> setExploration(boolean enabled, String actor);
}
