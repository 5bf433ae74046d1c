package io.candor.event;

import java.util.Locale;

/** The outcome of verifying a slate token. */
public sealed interface TokenVerdict {
    /** The token is ours and still valid. */
    record Genuine(SlateRecord slate) implements TokenVerdict {}

    /** The token is not to be believed. */
    record Refused(Reason reason) implements TokenVerdict {}

    /** Why a token is not believed. */
    enum Reason {
        /** Not of the form {@code c1.payload.signature}, or too long. */
        MALFORMED,
        /** Signed with a key that is not (or no longer) in the ring. */
        UNKNOWN_KEY,
        /** The signature does not fit the payload. */
        FORGED,
        /** Older than the lifetime of tokens. */
        EXPIRED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
