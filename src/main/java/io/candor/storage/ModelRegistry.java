package io.candor.storage;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which model bundles are known, which one is active, and which was before it. Thread-safe. */
public interface ModelRegistry {
    /**
     * A known model.
     *
     * @param version of its manifest
     * @param directory where the bundle lies, absolute
     * @param algorithm of its manifest
     * @param registeredAt when it became known
     * @param activatedAt when it was last activated
     * @param active whether it is the one that serves
     */
    record RegisteredModel(
            String version,
            String directory,
            String algorithm,
            Instant registeredAt,
            Optional<Instant> activatedAt,
            boolean active) {}

    /** Makes a bundle known; knowing it already is not an error. */
    Future<Void> register(String version, String directory, String algorithm);

    Future<List<RegisteredModel>> list();

    Future<Optional<RegisteredModel>> active();

    /** Makes a known version the active one; fails with {@code MODEL_NOT_FOUND} when unknown. Tells other replicas. */
    Future<Void> activate(String version);

    /** Returns the version that was active before the present one, if any. */
    Future<Optional<String>> previous();

    /** Calls back with the active version whenever it changed, from whichever process. */
    Future<Void> subscribe(Consumer<String> activeVersion);
}
