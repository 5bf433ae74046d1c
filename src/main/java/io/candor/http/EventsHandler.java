package io.candor.http;

import io.candor.event.Event;
import io.candor.serving.EventDraft;
import io.candor.serving.EventIntake;
import io.candor.serving.EventRefusal;
import io.candor.serving.IntakeOutcome;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code POST /v1/events}: what people did.
 *
 * <p>Body: {@code application/json}, or {@code text/plain} as a browser's beacon sends it; {@code {"events": […]}} or the
 * bare list, up to 1,000 events and 2 MB. Fields of an event: {@code type}, {@code id}, {@code token} with {@code item} or
 * {@code positions}, {@code user} or {@code session} with {@code item}, {@code ts}, {@code value} (by type: {@link
 * ActionReader}). 202 once all accepted events are durable, with how many were new, how many were known already, and one
 * entry (index, id, code, message) for each that was refused; a bad event never costs a good one. 400 when the body is no
 * batch, 413 when it passes its bound, 503 when nothing can be made durable now: then the batch is to be sent again, with
 * the same ids.
 */
final class EventsHandler implements Handler<RoutingContext> {
    /** Most events that the positions of one batch may make. */
    static final int MAX_EXPANDED = 10_000;

    private final EventIntake intake;
    private final EventService events;
    private final EventBatchReader reader;
    private final HttpMetrics metrics;
    private final long deadlineNanos;

    EventsHandler(EventIntake intake, EventService events, HttpConfig config, HttpMetrics metrics) {
        this.intake = intake;
        this.events = events;
        this.reader = new EventBatchReader(config.limits().maxEvents());
        this.metrics = metrics;
        this.deadlineNanos = config.requestDeadline().toNanos();
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        List<ReadEvent> read = reader.read(JsonBody.of(context));
        EventReport report = new EventReport(exchange.requestId());
        List<Event> accepted = believed(read, report);
        if (accepted.isEmpty()) {
            answer(context, report, 0, 0);
            return;
        }
        events.accept(accepted, exchange.receivedNanos() + deadlineNanos)
                .onComplete(
                        receipt -> answer(
                                context,
                                report,
                                receipt.count(Receipt.Fate.FIRST),
                                receipt.count(Receipt.Fate.DUPLICATE)),
                        context::fail);
    }

    private void answer(RoutingContext context, EventReport report, int accepted, int duplicates) {
        metrics.events(accepted, duplicates, report.rejected());
        Answers.accepted(context, report.write(accepted, duplicates));
    }

    private List<Event> believed(List<ReadEvent> read, EventReport report) {
        EventIntake.Batch batch = intake.begin();
        List<Event> accepted = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            switch (read.get(i)) {
                case ReadEvent.Malformed(String id, String message) ->
                    report.reject(i, id, EventRefusal.INVALID_EVENT, message);
                case ReadEvent.Drafted(EventDraft draft) -> take(i, draft, batch, accepted, report);
            }
        }
        return accepted;
    }

    private static void take(
            int index, EventDraft draft, EventIntake.Batch batch, List<Event> accepted, EventReport report) {
        if (accepted.size() + draft.positions().size() > MAX_EXPANDED) {
            report.reject(
                    index,
                    id(draft),
                    EventRefusal.BATCH_FULL,
                    "positions of one batch make at most " + MAX_EXPANDED + " events");
            return;
        }
        switch (batch.take(draft)) {
            case IntakeOutcome.Accepted(List<Event> made) -> accepted.addAll(made);
            case IntakeOutcome.Rejected(EventRefusal code, String message) ->
                report.reject(index, id(draft), code, message);
        }
    }

    private static String id(EventDraft draft) {
        return draft.id().map(UUID::toString).orElse("");
    }
}
