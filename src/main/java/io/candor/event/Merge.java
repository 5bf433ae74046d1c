package io.candor.event;

/**
 * The news that two subjects are one person: what is known of {@code from} belongs to {@code into} from now on.
 *
 * @param from usually a session; different from {@code into}; neither is nobody
 * @param into usually the user who signed in
 * @param timeMillis when, epoch milliseconds
 */
public record Merge(Subject from, Subject into, long timeMillis) implements LogEntry {
    public Merge {
        if (from.isNobody() || into.isNobody() || from.equals(into)) {
            throw new IllegalArgumentException("a merge needs two different subjects");
        }
    }
}
