package io.candor.http;

import io.candor.event.Event;
import io.vertx.core.Future;
import java.util.List;

/** The event log as the HTTP API sees it. */
public interface EventService {
    /**
     * Makes events durable, all or none.
     *
     * @param events at least one
     * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
     * @return once they are durable, what became of each; or a {@code CandorException} (EVENTLOG_FULL,
     *     EVENTLOG_UNAVAILABLE, OVERLOADED, DEADLINE_EXCEEDED), and then they may or may not be: to be sent again, with the
     *     same ids
     */
    Future<Receipt> accept(List<Event> events, long deadlineNanos);
}
