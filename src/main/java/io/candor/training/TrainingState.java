package io.candor.training;

/**
 * How far learning has come.
 *
 * @param epoch passes made
 * @param loss after the last one
 * @param bestEpoch after which the validation was best, 0 while there was none
 * @param bestScore of that validation
 */
record TrainingState(int epoch, double loss, int bestEpoch, double bestScore) {
    static final TrainingState START = new TrainingState(0, Double.NaN, 0, Double.NEGATIVE_INFINITY);

    /** Returns the state one pass later. */
    TrainingState after(double newLoss) {
        return new TrainingState(epoch + 1, newLoss, bestEpoch, bestScore);
    }

    /** Returns the state after a validation; of equal ones the earlier is the best. */
    TrainingState scored(double score) {
        return score > bestScore ? new TrainingState(epoch, loss, epoch, score) : this;
    }
}
