package io.candor.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of a key.
 *
 * @param id ten digits of base 32; shown in lists and logs
 * @param hash of the whole text of the key
 * @param name what a person calls it, at most 100 characters on one line; may be empty
 * @param origins the origins whose browsers may use it, in lower case; only of publishable keys; empty binds it to none
 * @param rate empty takes the default of the kind
 * @param revoked when it ceased to be valid
 */
public record ApiKey(
        String id,
        KeyKind kind,
        KeyHash hash,
        String name,
        List<String> origins,
        Optional<RateLimit> rate,
        Instant created,
        Optional<Instant> revoked) {
    /** As browsers send it: no path, no slash at the end, host names in ASCII. */
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:]+])(?::[0-9]{1,5})?");

    private static final int MAX_NAME = 100;
    private static final int MAX_ORIGINS = 100;
    private static final int SHOWN = 80;

    public ApiKey {
        origins = List.copyOf(origins);
        if (KeyText.idNumber(id) < 0) {
            throw new IllegalArgumentException("id must be " + KeyText.ID_LENGTH + " of 0-9 and a-v");
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name must be at most " + MAX_NAME + " characters, without control characters");
        }
        if (!origins.isEmpty() && kind != KeyKind.PUBLISHABLE) {
            throw new IllegalArgumentException("origins are for publishable keys, not for " + kind.wire() + " ones");
        }
        if (origins.size() > MAX_ORIGINS) {
            throw new IllegalArgumentException("origins must be at most " + MAX_ORIGINS + ", were " + origins.size());
        }
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("origins must be like https://shop.example, in lower case and"
                        + " without a path or a slash at the end, one was \"" + shortened(origin) + "\"");
            }
        }
    }

    public boolean isLive() {
        return revoked.isEmpty();
    }

    /** Returns this key, not valid since then. */
    ApiKey revokedAt(Instant time) {
        return new ApiKey(id, kind, hash, name, origins, rate, created, Optional.of(time));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
