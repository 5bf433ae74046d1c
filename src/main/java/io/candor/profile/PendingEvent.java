package io.candor.profile;

import io.candor.event.Event;
import io.candor.event.Subject;

/**
 * An event that is durable in the event log and not yet known to be stored.
 *
 * @param sequence its place in the log
 * @param owner whose profile it belongs to: the event's subject, or who that was merged into
 */
record PendingEvent(long sequence, Subject owner, Event event) implements Comparable<PendingEvent> {
    @Override
    public int compareTo(PendingEvent other) {
        return Long.compare(sequence, other.sequence);
    }
}
