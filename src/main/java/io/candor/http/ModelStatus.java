package io.candor.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A known model, as the API shows it.
 *
 * @param version of its manifest
 * @param algorithm what made it
 * @param registeredAt when it became known
 * @param activatedAt when it was last activated
 * @param active whether the registry says that it should serve
 * @param serving whether this process serves it now
 * @param metrics as measured when it was made; finite
 */
public record ModelStatus(
        String version,
        String algorithm,
        Instant registeredAt,
        Optional<Instant> activatedAt,
        boolean active,
        boolean serving,
        Map<String, Double> metrics) {
    public ModelStatus {
        metrics = Map.copyOf(metrics);
    }
}
