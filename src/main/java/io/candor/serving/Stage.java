package io.candor.serving;

import java.util.Locale;

/** The stages of a request for a slate, in order; each begins where the one before it ends. */
public enum Stage {
    /** Until the request was read, checked and understood. */
    PARSE,
    /** Finding out what is known of who asks. */
    PROFILE,
    /** Candidates. */
    RETRIEVAL,
    /** Scores and their order. */
    RANKING,
    /** The draw, if anything is left to chance. */
    EXPLORATION,
    /** Signing the slate, and handing it to the decision log. */
    LOG,
    /** Until the answer was written. */
    RENDER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the name in metrics and traces. */
    public String wire() {
        return wire;
    }
}
