package io.candor.storage;

import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.ResultsInput;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The experiments, the switch of all exploration, who changed them, and what was observed of the experiments. Thread-safe.
 *
 * <p>Changes are made one after the other, whatever process makes them, so that no two experiments are given the same segment
 * of a layer. This process's subscriber is told of a change before its future completes, others as soon as they are notified.
 *
 * <p>The actor of a change is whatever names who made it: the name or id of an API key, or {@link AuditEntry#ANYBODY}.
 */
public interface ExperimentStore {
    /** Stands for {@code expectedRevision} where nothing must be stored yet. */
    long NOT_STORED = 0;

    /**
     * What became of a change.
     *
     * @param stored as it is now
     * @param created whether it was not there before
     */
    record Saved(StoredExperiment stored, boolean created) {}

    /**
     * What requests are served by, at one moment.
     *
     * @param experiments every stored one, enabled or not, by id
     * @param exploration whether policies may explore
     * @param change grows with every change
     */
    record Book(List<AllottedExperiment> experiments, boolean exploration, long change) {
        public Book {
            experiments = List.copyOf(experiments);
        }
    }

    /** Returns all experiments, by id; one that this version does not understand is logged and left out. */
    Future<List<StoredExperiment>> list();

    Future<Optional<StoredExperiment>> find(String id);

    /**
     * Creates an experiment or replaces its document, and gives it its place ({@link io.candor.experiment.Allotment}). The same
     * document again changes nothing.
     *
     * <p>Beside one that is stored in a form that this version does not understand nothing can be given a place: this fails with
     * {@code INTERNAL} until that one is deleted, as enabling does. Disabling others, and deleting any, goes on.
     *
     * @param document checked by {@link io.candor.experiment.ExperimentRules}
     * @param expectedRevision what must be stored now, {@link #NOT_STORED} for nothing; empty for whatever is
     * @return fails with {@code EXPERIMENT_CHANGED} when that is not so, {@code LAYER_FULL} when its layer has no such room, and
     *     {@code EXPERIMENT_CONFLICT} when it does not go together with others; the latter two with the violations
     */
    Future<Saved> put(Experiment document, OptionalLong expectedRevision, String actor);

    /**
     * Enables or disables an experiment; nothing else changes, nor anything when it is so already.
     *
     * @return fails with {@code EXPERIMENT_NOT_FOUND}, and as {@link #put} does when it cannot be enabled beside others
     */
    Future<StoredExperiment> toggle(String id, boolean enabled, String actor);

    /**
     * Deletes an experiment with all that was observed of it; only the audit keeps its document. Another one may have its id.
     *
     * @param expectedRevision as of {@link #put}
     * @return fails with {@code EXPERIMENT_NOT_FOUND} or {@code EXPERIMENT_CHANGED}
     */
    Future<Void> delete(String id, OptionalLong expectedRevision, String actor);

    /** Returns the switch of all exploration. */
    Future<ExplorationSwitch> exploration();

    /** Switches all exploration on or off, everywhere; nothing changes when it is so already. */
    Future<ExplorationSwitch> setExploration(boolean enabled, String actor);

    /** Returns what is to be served by now. */
    Future<Book> book();

    /**
     * Calls back with the book before the future completes, and then whenever it changed, from whichever process, also after a
     * lost connection came back; of several changes between two looks with the last. At most one subscriber per store; it is
     * called one at a time, on an event loop, and must not block. What fails has not begun.
     */
    Future<Void> subscribe(Consumer<Book> consumer);

    /**
     * Returns the newest changes first.
     *
     * @param experiment id, also of one that was deleted; empty for all changes, those of the switch included
     * @param limit 1 or more
     */
    Future<List<AuditEntry>> audit(String experiment, int limit);

    /**
     * Returns what was observed of an experiment so far: sums that are kept up to date as slates and events arrive, so that the
     * cost does not grow with their number.
     *
     * <ul>
     *   <li>A unit is a subject that was shown a slate under an arm; arms that were forced are
     *       left out ({@link io.candor.event.Decision.Exposure}).
     *   <li>An event counts for its unit when it refers to such a slate. Clicks count once per impression, so that no more are
     *       clicked than were shown.
     *   <li>Impressions are the items of the decided slates. Where their decisions were lost, clicks by position are cut to the
     *       impressions.
     *   <li>The covariate of a unit is the number of its signals (not what was merely shown) in the 14 days before its first
     *       exposure, as far as they were stored by then.
     *   <li>A unit stays in the arm it was in first, with all that it does, also when it is seen in another one.
     * </ul>
     *
     * @param examination θ of the positions, for an experiment; handed through
     * @return fails with {@code EXPERIMENT_NOT_FOUND}
     */
    Future<ResultsInput> resultsInput(String id, Function<Experiment, List<Double>> examination);
}
