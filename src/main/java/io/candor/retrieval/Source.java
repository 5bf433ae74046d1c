package io.candor.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a candidate came from; named in {@code reasons}. A set of sources is a bit mask of {@link #bit}. */
public enum Source {
    /** Largest inner product with the user's vector. */
    PERSONALISED,
    /** Near the item being looked at, or the session's items. */
    SIMILAR,
    /** Most frequent in the training data. */
    POPULAR,
    /** Most frequent lately. */
    TRENDING,
    /** Newest. */
    FRESH,
    /** Bought before and due again. */
    REPLENISH,
    /** Eligible, and nothing else was left to fill the slate with. */
    CATALOGUE;

    private static final Source[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    public int bit() {
        return 1 << ordinal();
    }

    /** Returns the name as it stands in {@code reasons} and in the configuration. */
    public String wire() {
        return wire;
    }

    /** Returns the sources of a mask in the order of declaration. */
    public static List<Source> of(int mask) {
        return Arrays.stream(ALL).filter(s -> (mask & s.bit()) != 0).toList();
    }
}
