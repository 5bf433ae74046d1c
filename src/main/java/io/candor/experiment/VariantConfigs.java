package io.candor.experiment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The bound configurations of one snapshot's combinations of overrides, each bound when it is first wanted. Lives and dies
 * with its snapshot. Thread-safe; finding one that is bound takes no lock.
 *
 * @param <T> what overrides are bound to
 */
public final class VariantConfigs<T> {
    private final Experiments experiments;
    private final BiFunction<String, Map<String, Object>, T> binding;
    private final Map<String, Map<Long, T>> bound = new ConcurrentHashMap<>();

    /**
     * @param experiments the snapshot
     * @param binding placement name and merged overrides (empty for the defaults) → configuration; must not fail for what
     *     {@link OverrideCheck} let pass, and is called outside any lock but that of its own entry
     */
    public VariantConfigs(Experiments experiments, BiFunction<String, Map<String, Object>, T> binding) {
        this.experiments = experiments;
        this.binding = binding;
    }

    /** Returns the configuration of a placement under an assignment that the same snapshot made for it. */
    public T of(String placement, Assignment assignment) {
        Map<Long, T> ofPlacement = bound.get(placement);
        if (ofPlacement == null) {
            ofPlacement = bound.computeIfAbsent(placement, name -> new ConcurrentHashMap<>());
        }
        Long combination = assignment.combination();
        T found = ofPlacement.get(combination);
        return found == null
                ? ofPlacement.computeIfAbsent(
                        combination, code -> binding.apply(placement, experiments.overrides(placement, code)))
                : found;
    }
}
