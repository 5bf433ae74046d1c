package io.candor.evaluation;

import io.candor.math.Bootstrap;
import java.util.List;

/**
 * How a model is judged.
 *
 * @param depths values of k, each at least 1
 * @param sample among what the held-out items are ranked
 * @param bootstrap makes intervals; its seed also shuffles the control
 */
public record EvaluationPlan(List<Integer> depths, CandidateSample sample, Bootstrap bootstrap) {
    public EvaluationPlan {
        depths = List.copyOf(depths);
    }
}
