package io.candor.verticle;

import io.candor.event.Event;
import io.candor.http.EventService;
import io.candor.http.Receipt;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.List;

/**
 * Asks for events to be recorded, on the same event loop. A disk that does not confirm in time fails with DEADLINE_EXCEEDED: to be
 * sent again with the same ids. Belongs to that loop.
 */
final class BusEventService implements EventService {
    /** A disk that is slower than this is as good as gone for a client. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LocalBus bus;
    private final DeliveryOptions patience;
    private final String events = LocalBus.onThisLoop(LocalBus.EVENTS);

    BusEventService(LocalBus bus) {
        this(bus, PATIENCE);
    }

    BusEventService(LocalBus bus, Duration patience) {
        this.bus = bus;
        this.patience = LocalBus.within(patience);
    }

    @Override
    public Future<Receipt> accept(List<Event> accepted, long deadlineNanos) {
        return bus.ask(events, new RecordMessage(accepted, deadlineNanos), patience);
    }
}
