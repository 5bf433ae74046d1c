package io.candor.event;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Something that somebody did, as it was accepted.
 *
 * @param id makes it unique: the client's, or made here
 * @param subject who did it
 * @param item with which item; empty only for {@link Action.Search} and {@link Action.Scroll}
 * @param action what
 * @param timeMillis when, epoch milliseconds: the client's time within bounds, else the time of receipt
 * @param receivedMillis when it was accepted, epoch milliseconds; a retry of the same id may bring another
 * @param clientMillis the client's time as it came, when it gave one
 * @param shown where the item had been shown, when the event refers to a slate
 */
public record Event(
        UUID id,
        Subject subject,
        String item,
        Action action,
        long timeMillis,
        long receivedMillis,
        OptionalLong clientMillis,
        Optional<Shown> shown)
        implements LogEntry {
    public Event {
        if (item.isEmpty() && !action.type().itemless()) {
            throw new IllegalArgumentException("a " + action.type().wire() + " needs an item");
        }
    }

    public Action.Type type() {
        return action.type();
    }
}
