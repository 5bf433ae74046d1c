package io.candor.profile;

import java.util.Locale;

/** How much of something was watched, in a word. */
public enum WatchSentiment {
    /** Below 10 %. */
    BOUNCE,
    /** Below 35 %. */
    BROWSE,
    /** Below 80 %. */
    ENGAGED,
    /** 80 % and more. */
    LOVED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the word for a completion of 0 to 1. */
    public static WatchSentiment of(double completion) {
        if (completion < 0.10) {
            return BOUNCE;
        }
        if (completion < 0.35) {
            return BROWSE;
        }
        return completion < 0.80 ? ENGAGED : LOVED;
    }

    /** Returns the name as it stands in answers. */
    public String wire() {
        return wire;
    }
}
