package io.candor.serving;

import io.candor.event.TokenVerdict;
import java.util.Locale;

/** Why an event was not accepted; stable codes of the answer. */
public enum EventRefusal {
    /** It breaks a rule of the format. */
    INVALID_EVENT,
    TOKEN_MALFORMED,
    TOKEN_FORGED,
    TOKEN_EXPIRED,
    TOKEN_UNKNOWN_KEY,
    ITEM_NOT_IN_SLATE,
    POSITION_NOT_IN_SLATE,
    /** It says neither by token, nor by user, nor by session whose it is. */
    SUBJECT_MISSING,
    /** It names another subject than its token. */
    SUBJECT_MISMATCH,
    /** Its subject was erased at or after its time. */
    SUBJECT_ERASED,
    /** The batch has made as many events of its positions as one may. */
    BATCH_FULL;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    static EventRefusal of(TokenVerdict.Reason reason) {
        return switch (reason) {
            case MALFORMED -> TOKEN_MALFORMED;
            case FORGED -> TOKEN_FORGED;
            case EXPIRED -> TOKEN_EXPIRED;
            case UNKNOWN_KEY -> TOKEN_UNKNOWN_KEY;
        };
    }
}
