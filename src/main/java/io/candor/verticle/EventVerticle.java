package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Acceptance of events on one event loop: answers {@link RecordMessage} when the events are durable and take part. Refuses them until it
 * is known how far the database is: what a log that was restored from an old copy numbers before that could be taken for stored.
 */
public final class EventVerticle extends VerticleBase {
    private final EventRecorder recorder;
    private final Shedding shedding;
    private final BooleanSupplier open;
    private final LocalBus bus;
    private final LoopRoster roster;

    /** @param open whether events may be numbered yet */
    public EventVerticle(
            Feedback feedback, LongSupplier nanoTime, BooleanSupplier open, LocalBus bus, LoopRoster roster) {
        this.recorder = new EventRecorder(feedback.log(), feedback.recent(), feedback.profiles());
        this.shedding = new Shedding(nanoTime);
        this.open = open;
        this.bus = bus;
        this.roster = roster;
    }

    @Override
    public Future<?> start() {
        roster.join("events");
        return bus.answerLater(LocalBus.onThisLoop(LocalBus.EVENTS), (RecordMessage message) -> {
            shedding.check(message.deadlineNanos());
            if (!open.getAsBoolean()) {
                throw new CandorException(
                        ErrorCode.EVENTLOG_UNAVAILABLE,
                        "the server is starting and takes no events yet, try again later");
            }
            return recorder.record(message.events());
        });
    }
}
