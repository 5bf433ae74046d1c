package io.candor.experiment;

import java.util.Map;

/**
 * An arm of an experiment.
 *
 * @param id {@link Names}
 * @param weight 0 or more, relative to the other variants
 * @param overrides tree of JSON values (text, {@code Long}, {@code Double}, {@code Boolean}, list, map) that replaces parts
 *     of a placement's configuration; keys as in {@code conf/candor.yaml}; empty to change nothing
 */
public record Variant(String id, double weight, Map<String, Object> overrides) {
    public Variant {
        if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("weight must be 0 or more and finite, was " + weight);
        }
        overrides = OverrideTree.copyOf(overrides);
    }
}
