package io.candor.http;

import io.candor.access.KeyKind;
import io.candor.access.RateLimit;

/**
 * Section {@code http.rates}: how often a key may be used in one process, unless the key says so itself.
 *
 * @param publishable anybody can read these keys, so that they have a limit
 * @param secret for each secret key
 * @param admin for each admin key
 * @param failures keys that are not valid, for each remote address
 */
public record KeyRates(RateLimit publishable, RateLimit secret, RateLimit admin, RateLimit failures) {
    public static KeyRates defaults() {
        return new KeyRates(new RateLimit(1_000, 2_000), RateLimit.NONE, RateLimit.NONE, new RateLimit(1, 20));
    }

    RateLimit of(KeyKind kind) {
        return switch (kind) {
            case PUBLISHABLE -> publishable;
            case SECRET -> secret;
            case ADMIN -> admin;
        };
    }
}
