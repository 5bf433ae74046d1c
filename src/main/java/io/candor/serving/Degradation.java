package io.candor.serving;

import java.util.Locale;

/** Why a slate is less than it could be. Returned, counted, and left out of evaluation. */
public enum Degradation {
    /** The placement's time was over before every source was asked. */
    RETRIEVAL_DEADLINE,
    /** The placement's time was over before the slate was diversified. */
    RANKING_DEADLINE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the reason as it stands in an answer. */
    public String wire() {
        return wire;
    }
}
