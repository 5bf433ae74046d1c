package io.candor.experiment;

import java.time.Instant;

/**
 * An experiment as it is stored.
 *
 * @param experiment with its place
 * @param revision 1 when it was created, and one more with each change
 * @param createdAt when; what was exposed before is none of its
 * @param updatedAt when it was last changed
 */
public record StoredExperiment(AllottedExperiment experiment, long revision, Instant createdAt, Instant updatedAt) {
    public String id() {
        return experiment.id();
    }
}
