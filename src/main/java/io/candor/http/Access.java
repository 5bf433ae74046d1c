package io.candor.http;

import io.candor.access.KeyKind;
import org.jspecify.annotations.Nullable;

/** Which key a route needs at least, once there are keys. */
enum Access {
    /** None, ever. */
    ANYBODY(null),
    PUBLISHABLE(KeyKind.PUBLISHABLE),
    SECRET(KeyKind.SECRET),
    ADMIN(KeyKind.ADMIN);

    private final @Nullable KeyKind least;

    Access(@Nullable KeyKind least) {
        this.least = least;
    }

    /** Returns the name of the least kind, or "none". */
    String wire() {
        return least == null ? "none" : least.wire();
    }

    boolean needsKey() {
        return least != null;
    }

    boolean allows(KeyKind kind) {
        return least == null || kind.covers(least);
    }
}
