package io.candor.ranking;

import java.util.Locale;

/** The terms of a score, in the order in which they are added up. */
enum Term {
    /** Inner product of the user's and the item's vector; 0 when either has none. */
    DOT,
    ITEM_BIAS,
    USER_BIAS,
    RECENCY,
    POPULARITY,
    BOOST,
    SEASON,
    SOURCES,
    DAMPING;

    static final int COUNT = values().length;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the name as it stands in explanations. */
    String wire() {
        return wire;
    }
}
