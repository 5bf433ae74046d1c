package io.candor.training;

/**
 * Early stopping: how many passes are made is then found on a validation split of the training part, and the model is learnt
 * anew, in as many passes, from the whole of it.
 *
 * @param patience validations without a better one after which learning ends, 0 (no early stopping) to 10,000
 * @param validateEvery passes from one validation to the next, 1 to 10,000
 */
public record StoppingSettings(int patience, int validateEvery) {
    public StoppingSettings {
        ParameterBounds.check("patience", patience, 0, ParameterBounds.MAX_EPOCHS);
        ParameterBounds.check("validate_every", validateEvery, 1, ParameterBounds.MAX_EPOCHS);
    }

    public static StoppingSettings defaults() {
        return new StoppingSettings(0, 1);
    }
}
