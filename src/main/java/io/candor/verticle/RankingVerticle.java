package io.candor.verticle;

import io.candor.serving.RankingStage;
import io.candor.serving.Slate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.LongSupplier;

/** Ranking on one event loop: answers {@link RankMessage} with a slate, or with why there is none. */
public final class RankingVerticle extends VerticleBase {
    private final RankingStage stage;
    private final Shedding shedding;
    private final LocalBus bus;
    private final LoopRoster roster;

    public RankingVerticle(RankingStage stage, LongSupplier nanoTime, LocalBus bus, LoopRoster roster) {
        this.stage = stage;
        this.shedding = new Shedding(nanoTime);
        this.bus = bus;
        this.roster = roster;
    }

    @Override
    public Future<?> start() {
        roster.join("ranking");
        return bus.answer(LocalBus.onThisLoop(LocalBus.RANKING), this::rank);
    }

    private Slate rank(RankMessage message) {
        shedding.check(message.deadlineNanos());
        return stage.rank(message.draft());
    }
}
