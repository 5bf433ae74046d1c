package io.candor.verticle;

import io.candor.experiment.Experiment;
import java.util.OptionalLong;

/** What the experiment verticle is asked; answered with what {@link io.candor.http.ExperimentService} says. */
sealed interface ExperimentMessage {
    record ListAll() implements ExperimentMessage {}

    record Find(String id) implements ExperimentMessage {}

    record Put(Experiment document, OptionalLong expectedRevision, String actor) implements ExperimentMessage {}

    record Delete(String id, OptionalLong expectedRevision, String actor) implements ExperimentMessage {}

    record Toggle(String id, boolean enabled, String actor) implements ExperimentMessage {}

    record Results(String id) implements ExperimentMessage {}

    record LatestReport(String kind) implements ExperimentMessage {}

    record Audit(String id, int limit) implements ExperimentMessage {}

    record Exploration() implements ExperimentMessage {}

    record SetExploration(boolean enabled, String actor) implements ExperimentMessage {}
}
