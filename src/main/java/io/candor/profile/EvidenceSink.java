package io.candor.profile;

/** Takes what a user vector is folded in from. */
public interface EvidenceSink {
    /**
     * One item and what it says.
     *
     * @param strength decayed unified score; positive for interest, negative for the contrary, never 0
     */
    void add(String itemId, double strength);
}
