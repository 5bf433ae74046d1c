package io.candor.serving;

import java.util.Locale;

/** Why a slate is less than it could be. Returned, counted, and left out of evaluation. */
public enum Degradation {
    /** What the user did could not be read in time; only what this process still remembers took part. */
    PROFILE_UNAVAILABLE,
    /** The model that the placement or an experiment names is not loaded; the active one took its place. */
    MODEL_UNAVAILABLE,
    /** The placement's time was over before every source was asked. */
    RETRIEVAL_DEADLINE,
    /** The placement's time was over before the slate was diversified. */
    RANKING_DEADLINE,
    /** The probability of a draw would have taken too long to work out; the ranking is shown as it is. */
    EXPLORATION_TOO_COSTLY,
    /** The decision log did not take the slate. */
    DECISION_NOT_LOGGED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the reason as it stands in an answer. */
    public String wire() {
        return wire;
    }
}
