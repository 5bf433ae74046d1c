package io.candor.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.http.Receipt;
import io.candor.profile.ProfileCache;
import io.candor.profile.ProfileConfig;
import io.candor.serving.RecentEvents;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventAcceptanceTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Event CLICK = new Event(
            new UUID(0x7000, 1),
            Subject.user("ann"),
            "item",
            new Action.Click(),
            1_000,
            1_000,
            OptionalLong.empty(),
            Optional.empty());

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final LocalBus bus = LocalBus.install(vertx);
    private final SilentLog log = new SilentLog();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void accept_diskNeverConfirms_failsWhenPatienceIsOver() {
        deployed(true);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, refusal(this::accept));
        assertEquals(1, log.appended());
    }

    @Test
    void accept_notYetNumbered_isRefusedAndNotAppended() {
        deployed(false);
        assertEquals(ErrorCode.EVENTLOG_UNAVAILABLE, refusal(this::accept));
        assertEquals(0, log.appended());
    }

    @Test
    void append_diskNeverConfirms_failsWhenPatienceIsOver() {
        Erasure erasure = Erasure.of(Subject.user("ann"), 1_000);
        assertEquals(ErrorCode.EVENTLOG_UNAVAILABLE, refusal(() -> Appends.append(log, erasure, SHORT)));
        assertEquals(1, log.appended());
    }

    private void deployed(boolean open) {
        RecentEvents recent = new RecentEvents(Duration.ofHours(1), 1_000, () -> 0);
        Feedback feedback = new Feedback(log, recent, new ProfileCache(ProfileConfig.defaults()), new Erasures());
        vertx.deployVerticle(new EventVerticle(feedback, () -> 0, () -> open, bus, new LoopRoster()))
                .await();
    }

    /** Asks on the event loop of the verticle, the only one. */
    private Future<Receipt> accept() {
        Asking asking = new Asking();
        return vertx.deployVerticle(asking).compose(deployed -> asking.receipt());
    }

    private final class Asking extends VerticleBase {
        private Future<Receipt> receipt = Future.failedFuture("not asked");

        Future<Receipt> receipt() {
            return receipt;
        }

        @Override
        public Future<?> start() {
            receipt = new BusEventService(bus, SHORT).accept(List.of(CLICK), 1);
            return Future.succeededFuture();
        }
    }

    private static ErrorCode refusal(Supplier<Future<?>> asked) {
        return assertThrows(CandorException.class, () -> asked.get().await()).code();
    }
}
