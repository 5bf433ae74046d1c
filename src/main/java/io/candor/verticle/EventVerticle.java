package io.candor.verticle;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.LongSupplier;

/** Acceptance of events on one event loop: answers {@link RecordMessage} when the events are durable and take part. */
public final class EventVerticle extends VerticleBase {
    private final EventRecorder recorder;
    private final Shedding shedding;
    private final LocalBus bus;
    private final LoopRoster roster;

    public EventVerticle(Feedback feedback, LongSupplier nanoTime, LocalBus bus, LoopRoster roster) {
        this.recorder = new EventRecorder(feedback.log(), feedback.recent(), feedback.profiles());
        this.shedding = new Shedding(nanoTime);
        this.bus = bus;
        this.roster = roster;
    }

    @Override
    public Future<?> start() {
        roster.join("events");
        return bus.answerLater(LocalBus.onThisLoop(LocalBus.EVENTS), (RecordMessage message) -> {
            shedding.check(message.deadlineNanos());
            return recorder.record(message.events());
        });
    }
}
