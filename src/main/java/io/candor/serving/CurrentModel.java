package io.candor.serving;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The generation that serves now. Swapped in one step; a request that has taken one keeps it until it gives it back, so no
 * answer mixes two. Thread-safe; taking one takes no lock.
 */
public final class CurrentModel {
    private volatile Optional<ServingModel> current = Optional.empty();
    private volatile Map<String, ServingModel> beside = Map.of();

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
     * Takes a reference to the generation of a version, or to the one that serves when that version is not held; the caller
     * gives it back.
     *
     * @throws CandorException MODEL_UNAVAILABLE when there is none at all yet
     */
    public ServingModel acquire(String version) {
        ServingModel wanted = beside.get(version);
        return wanted != null && wanted.snapshot().tryRetain() ? wanted : acquire();
    }

    /** Returns whether requests may still get a generation. */
    boolean holds(ServingModel model) {
        return current.filter(model::equals).isPresent() || beside.containsValue(model);
    }

    /** Returns the generations that are held beside the one that serves, by version; without references. */
    public Map<String, ServingModel> beside() {
        return beside;
    }

    /** Holds a generation beside the one that serves, and its first reference with it. */
    public synchronized void hold(ServingModel model) {
        Map<String, ServingModel> next = new HashMap<>(beside);
        Optional<ServingModel> previous = Optional.ofNullable(next.put(model.version(), model));
        beside = Map.copyOf(next);
        previous.ifPresent(ServingModel::release);
    }

    /** Gives back the generation of a version that was held beside the one that serves; nothing when there is none. */
    public synchronized void drop(String version) {
        Map<String, ServingModel> next = new HashMap<>(beside);
        Optional<ServingModel> previous = Optional.ofNullable(next.remove(version));
        beside = Map.copyOf(next);
        previous.ifPresent(ServingModel::release);
    }

    /**
     * Makes {@code next} the generation that serves and hands over its first reference; that of its predecessor is given
     * back.
     */
    public void swap(ServingModel next) {
        replace(Optional.of(next));
    }

    /** Serves nothing any more; the first references are given back. */
    public void clear() {
        beside.keySet().forEach(this::drop);
        replace(Optional.empty());
    }

    private synchronized void replace(Optional<ServingModel> next) {
        Optional<ServingModel> previous = current;
        current = next;
        previous.ifPresent(ServingModel::release);
    }
}
