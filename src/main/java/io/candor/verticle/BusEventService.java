package io.candor.verticle;

import io.candor.event.Event;
import io.candor.http.EventService;
import io.candor.http.Receipt;
import io.vertx.core.Future;
import java.util.List;

/** Asks for events to be recorded, on the same event loop. Belongs to that loop. */
final class BusEventService implements EventService {
    private final LocalBus bus;
    private final String events = LocalBus.onThisLoop(LocalBus.EVENTS);

    BusEventService(LocalBus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Receipt> accept(List<Event> accepted, long deadlineNanos) {
        return bus.ask(events, new RecordMessage(accepted, deadlineNanos));
    }
}
