package io.candor.verticle;

import io.candor.event.Event;
import java.util.List;

/**
 * Asks for events to become durable; answered with the {@link java.util.BitSet} of the indices that were known already.
 *
 * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
 */
record RecordMessage(List<Event> events, long deadlineNanos) {}
