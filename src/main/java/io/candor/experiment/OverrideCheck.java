package io.candor.experiment;

import io.candor.error.Violation;
import java.util.List;
import java.util.Map;

/** Says whether overrides fit a placement; supplied by whoever knows the typed configuration. Thread-safe. */
@FunctionalInterface
public interface OverrideCheck {
    /**
     * Returns what is wrong, with paths relative to the overrides; empty when they bind.
     *
     * @param placement name of a configured placement
     * @param overrides as of {@link Variant#overrides}
     */
    List<Violation> problems(String placement, Map<String, Object> overrides);
}
