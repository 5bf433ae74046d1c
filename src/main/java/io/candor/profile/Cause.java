package io.candor.profile;

import java.util.Locale;

/** Why an item is kept back. */
public enum Cause {
    /** Disliked, and not liked since. */
    DISLIKE,
    /** Not to be shown again. */
    HIDE,
    /** Bought and given back, and not bought again since. */
    RETURN,
    /** Bought. */
    PURCHASE,
    /** Watched to its end. */
    COMPLETED,
    /** The signals add up to less than nothing. */
    NEGATIVE_SCORE,
    /** Seen again and again without being opened. */
    FATIGUE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the name as it stands in answers. */
    public String wire() {
        return wire;
    }
}
