package io.candor.training;

import java.time.Duration;

/** Is told how far training has come, on the thread that trains. */
@FunctionalInterface
public interface TrainingProgress {
    /** Tells nobody. */
    TrainingProgress NONE = epoch -> {};

    void epochDone(Epoch epoch);

    /**
     * One pass that is done.
     *
     * @param number of this pass, from 1
     * @param total number of passes there will be
     * @param loss value of the objective after it, regularisation included
     * @param remaining estimated time until the last one is done
     */
    record Epoch(int number, int total, double loss, Duration remaining) {}
}
