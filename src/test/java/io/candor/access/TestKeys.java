package io.candor.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keys for tests, each different. */
public final class TestKeys {
    public static final Instant MADE = Instant.parse("2026-01-31T12:00:00Z");

    private static final KeyMint MINT = new KeyMint(new SecureRandom(), InstantSource.fixed(MADE));

    private TestKeys() {}

    public static NewKey of(KeyKind kind, String... origins) {
        return MINT.mint(kind, "a " + kind.wire() + " one", List.of(origins), Optional.empty());
    }

    public static NewKey limited(KeyKind kind, int perSecond, int burst) {
        return MINT.mint(kind, "", List.of(), Optional.of(new RateLimit(perSecond, burst)));
    }

    public static ApiKey revoked(NewKey key) {
        return key.key().revokedAt(MADE);
    }

    public static KeyRing ring(NewKey... keys) {
        return KeyRing.of(Arrays.stream(keys).map(NewKey::key).toList());
    }
}
