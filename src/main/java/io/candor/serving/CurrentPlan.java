package io.candor.serving;

import io.candor.experiment.AllottedExperiment;
import java.util.Collection;
import java.util.List;

/** The plan by which requests are answered now; replaced in one step. Thread-safe. */
public final class CurrentPlan {
    private final Placements placements;
    private volatile ServingPlan plan;

    /** Begins with the placements as they are configured, without experiments. */
    public CurrentPlan(Placements placements) {
        this.placements = placements;
        this.plan = new ServingPlan(placements, List.of(), true);
    }

    public ServingPlan plan() {
        return plan;
    }

    /** Answers by these experiments from now on. */
    public void follow(Collection<AllottedExperiment> experiments, boolean exploring) {
        plan = new ServingPlan(placements, experiments, exploring);
    }
}
