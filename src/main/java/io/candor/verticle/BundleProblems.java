package io.candor.verticle;

import io.candor.error.CandorException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Why bundles were refused when they were last tried, by version. Thread-safe. */
final class BundleProblems {
    private final Map<String, String> byVersion = new ConcurrentSkipListMap<>();

    void note(String version, Throwable failure) {
        byVersion.put(
                version,
                failure instanceof CandorException refused
                        ? refused.code().wire() + ": " + refused.getMessage()
                        : String.valueOf(failure));
    }

    void clear(String version) {
        byVersion.remove(version);
    }

    Optional<String> of(String version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /** Returns a copy. */
    Map<String, String> all() {
        return Map.copyOf(byVersion);
    }
}
