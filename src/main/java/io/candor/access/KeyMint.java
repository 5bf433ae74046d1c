package io.candor.access;

import io.candor.config.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes keys. Thread-safe. */
public final class KeyMint {
    private static final int SECRET_BYTES = 32;
    private static final long ID_MASK = (1L << 50) - 1;

    private final SecureRandom random;
    private final InstantSource clock;

    public KeyMint(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * Returns a new key, which is valid once it stands in the key file.
     *
     * @throws IllegalArgumentException when name or origins break a rule of {@link ApiKey}
     */
    public NewKey mint(KeyKind kind, String name, List<String> origins, Optional<RateLimit> rate) {
        String id = KeyText.idText(random.nextLong() & ID_MASK);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text =
                KeyText.of(kind, id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        ApiKey key = new ApiKey(
                id,
                kind,
                KeyHash.of(new KeyDigest().of(text, 0)),
                name,
                origins,
                rate,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty());
        return new NewKey(key, Secret.of(text));
    }
}
