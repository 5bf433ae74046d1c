package io.candor.serving;

import io.candor.event.Event;
import java.util.List;

/** What became of an {@link EventDraft}. */
public sealed interface IntakeOutcome {
    /**
     * It is believed.
     *
     * @param events one for each item it is about, at least one
     */
    record Accepted(List<Event> events) implements IntakeOutcome {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * It is not.
     *
     * @param code why
     * @param message names the field, its value and the bound
     */
    record Rejected(EventRefusal code, String message) implements IntakeOutcome {}
}
