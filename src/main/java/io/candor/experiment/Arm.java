package io.candor.experiment;

import java.util.Map;

/**
 * An arm of a running experiment.
 *
 * @param experiment id
 * @param variant id, or {@link Experiment#HOLDOUT}
 * @param overrides what it changes
 */
public record Arm(String experiment, String variant, Map<String, Object> overrides) {}
