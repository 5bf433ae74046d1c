package io.candor.training;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.SparseRows;

/**
 * How much less for a user's own vector counts what the user did longer ago: φ + (1 − φ)·2^(−n/h), n the number of things the same
 * user did since. Item vectors learn from all alike: what belongs together does not age with the user's mind.
 *
 * @param recency half-life h, in things the user did, 0 (all count alike) to 10⁶
 * @param recencyFloor share φ that does not age, 0 to 1
 */
record Recency(double recency, double recencyFloor) {
    Recency {
        ParameterBounds.check("recency", recency, 0, 1e6);
        ParameterBounds.check("recency_floor", recencyFloor, 0, 1);
    }

    static Recency defaults() {
        return new Recency(0, 0.05);
    }

    boolean isOff() {
        return recency == 0;
    }

    /** Returns what each entry of {@code feedback.byUser()} counts, by position; not to be asked for when off. */
    float[] weights(FeedbackMatrix feedback) {
        SparseRows later = feedback.later().get();
        float[] weights = new float[later.entries()];
        for (int k = 0; k < weights.length; k++) {
            // Above 0, as weights are, however long ago it was.
            double aged = Math.max(Float.MIN_NORMAL, Math.pow(2, -later.value(k) / recency));
            weights[k] = (float) (recencyFloor + (1 - recencyFloor) * aged);
        }
        return weights;
    }
}
