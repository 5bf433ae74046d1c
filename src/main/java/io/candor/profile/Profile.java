package io.candor.profile;

import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.Collection;

/** One subject's signals. */
public final class Profile {
    private final Subject subject;

    private Profile(Subject subject) {
        this.subject = subject;
    }

    /** Returns the profile of somebody of whom nothing is known, which will keep at most 1,000 items. */
    public static Profile empty(Subject subject) {
        return new Profile(subject);
    }

    /** The same with another bound. */
    public static Profile empty(Subject subject, int maxItems) {
        throw new UnsupportedOperationException("being written " + maxItems);
    }

    /** Returns this profile with these events besides; each id must be new to it. */
    public Profile plus(Collection<Event> events) {
        throw new UnsupportedOperationException("being written");
    }

    public Subject subject() {
        return subject;
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns the number of items something is known of. */
    public int items() {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns the time of the latest event, epoch milliseconds; {@link Long#MIN_VALUE} when empty. */
    public long lastMillis() {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns about how many bytes of memory it takes. */
    public int weightBytes() {
        throw new UnsupportedOperationException("being written");
    }
}
