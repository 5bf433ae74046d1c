package io.candor.verticle;

import io.candor.serving.Draft;
import io.candor.serving.RetrievalStage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.LongSupplier;

/** Retrieval on one event loop: answers {@link RetrieveMessage} with a draft, or with why there is none. */
public final class RetrievalVerticle extends VerticleBase {
    private final RetrievalStage stage;
    private final Shedding shedding;
    private final LocalBus bus;
    private final LoopRoster roster;

    public RetrievalVerticle(RetrievalStage stage, LongSupplier nanoTime, LocalBus bus, LoopRoster roster) {
        this.stage = stage;
        this.shedding = new Shedding(nanoTime);
        this.bus = bus;
        this.roster = roster;
    }

    @Override
    public Future<?> start() {
        roster.join("retrieval");
        return bus.answer(LocalBus.onThisLoop(LocalBus.RETRIEVAL), this::retrieve);
    }

    private Draft retrieve(RetrieveMessage message) {
        shedding.check(message.deadlineNanos());
        return stage.retrieve(message.request(), message.asker());
    }
}
