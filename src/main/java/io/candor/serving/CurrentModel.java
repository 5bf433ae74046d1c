package io.candor.serving;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.Optional;

/**
 * The generation that serves now. Swapped in one step; a request that has taken one keeps it until it gives it back, so no
 * answer mixes two. Thread-safe; taking one takes no lock.
 */
public final class CurrentModel {
    private volatile Optional<ServingModel> current = Optional.empty();

    /** Returns the generation without taking a reference: to look at, not to read factors from. */
    public Optional<ServingModel> peek() {
        return current;
    }

    /**
     * Takes a reference to the generation; the caller gives it back with {@link ServingModel#release}.
     *
     * @throws CandorException MODEL_UNAVAILABLE when there is none yet
     */
    public ServingModel acquire() {
        while (true) {
            ServingModel model = current.orElseThrow(
                    () -> new CandorException(ErrorCode.MODEL_UNAVAILABLE, "no model has been loaded yet"));
            if (model.snapshot().tryRetain()) {
                return model;
            }
            // Swapped out and drained between the two steps: the next read sees its successor.
            Thread.onSpinWait();
        }
    }

    /**
     * Makes {@code next} the generation that serves and hands over its first reference; that of its predecessor is given
     * back.
     */
    public void swap(ServingModel next) {
        replace(Optional.of(next));
    }

    /** Serves nothing any more; the first reference is given back. */
    public void clear() {
        replace(Optional.empty());
    }

    private synchronized void replace(Optional<ServingModel> next) {
        Optional<ServingModel> previous = current;
        current = next;
        previous.ifPresent(ServingModel::release);
    }
}
