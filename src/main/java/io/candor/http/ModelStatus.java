package io.candor.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A known model, as the API shows it.
 *
 * @param version of its manifest
 * @param algorithm what made it
 * @param registeredAt when it became known; empty for a bundle that was found and refused
 * @param activatedAt when it was last activated
 * @param active whether the registry says that it should serve
 * @param serving whether this process serves it now
 * @param problem why this process could not load it when it last tried, for a person
 * @param metrics as measured when it was made; finite
 */
public record ModelStatus(
        String version,
        String algorithm,
        Optional<Instant> registeredAt,
        Optional<Instant> activatedAt,
        boolean active,
        boolean serving,
        Optional<String> problem,
        Map<String, Double> metrics) {
    public ModelStatus {
        metrics = Map.copyOf(metrics);
    }
}
