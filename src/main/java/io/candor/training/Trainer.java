package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An algorithm with its parameters, which learns factors from feedback in passes. Immutable, thread-safe. */
public interface Trainer {
    /** Returns its name in manifests and for {@code train --algorithm}. */
    String algorithm();

    /** Returns its parameters by the names that {@code --set} takes. */
    ObjectNode hyperparameters();

    /** Returns how many passes it takes, at least 1. */
    int epochs();

    /** Returns whether its result predicts ratings, which are then what it is judged by. */
    default boolean predictsRatings() {
        return false;
    }

    /**
     * Begins to learn; the same data gives the same result, bit for bit, whatever the number of workers.
     *
     * @param workers stay open until learning has ended
     */
    Learning begin(TrainingData data, RowWorkers workers);

    /** A model on its way. Belongs to one thread, but for the workers it was given. */
    interface Learning {
        /**
         * Makes the next pass.
         *
         * @param number of the pass, from 1
         * @return the loss afterwards, or over the pass for methods that draw samples
         */
        double epoch(int number);

        /**
         * Returns everything the next pass depends on besides data, parameters and its number: live arrays, of the same
         * lengths whenever they are asked for, to be saved and to be written back into.
         */
        List<float[]> state();

        /** Returns the model as it is now; copies what the next pass would change. */
        TrainedFactors factors(double loss);
    }
}
