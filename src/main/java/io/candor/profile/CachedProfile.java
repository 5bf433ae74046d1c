package io.candor.profile;

import io.candor.event.Event;

/**
 * A complete profile in memory.
 *
 * @param receivedMillis time of receipt of the latest event that storage returned; an event received later was not among
 *     them
 */
record CachedProfile(Profile profile, long receivedMillis) {
    private static final int ENTRY_BYTES = 160;

    /** Returns whether this event cannot have been among those that storage returned. */
    boolean isNew(Event event) {
        return event.receivedMillis() > receivedMillis;
    }

    CachedProfile plus(Event event) {
        return new CachedProfile(profile.plus(event), receivedMillis);
    }

    /** Returns bytes with what the cache itself needs for an entry. */
    int bytes() {
        return ENTRY_BYTES + profile.weightBytes();
    }
}
