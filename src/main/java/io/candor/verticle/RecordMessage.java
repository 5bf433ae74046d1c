package io.candor.verticle;

import io.candor.event.Event;
import java.util.List;

/**
 * Asks for events to become durable; answered with a {@link io.candor.http.Receipt}.
 *
 * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
 */
record RecordMessage(List<Event> events, long deadlineNanos) {}
