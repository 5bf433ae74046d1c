package io.candor.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of slate tokens.
 *
 * @param lifetime how long feedback may refer to a slate; 1 minute to 90 days
 * @param keysFile file of signing keys, shared by all replicas; default {@code token.keys} in the data directory,
 *     made at the first start
 */
public record TokenConfig(Duration lifetime, Optional<Path> keysFile) {
    public TokenConfig {
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("lifetime must be 1m to 90d, was " + lifetime);
        }
    }

    public static TokenConfig defaults() {
        return new TokenConfig(Duration.ofDays(14), Optional.empty());
    }
}
