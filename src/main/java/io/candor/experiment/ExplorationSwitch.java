package io.candor.experiment;

import java.time.Instant;

/**
 * The switch of all exploration.
 *
 * @param enabled whether policies may explore; if not, everything is shown as it was ranked
 * @param changedAt when it was last switched, or the schema was made
 * @param changedBy the actor; empty when it was never switched
 */
public record ExplorationSwitch(boolean enabled, Instant changedAt, String changedBy) {}
