package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.http.ErasureOutcome;
import io.candor.http.EventService;
import io.candor.http.MergeOutcome;
import io.candor.http.Receipt;
import io.candor.http.UserService;
import io.candor.http.UserView;
import io.vertx.core.Future;
import java.util.List;

/** Answers for an event log that is not open: nothing can be made durable, and nothing is known of anybody. */
final class ClosedEventLog implements EventService, UserService {
    @Override
    public Future<Receipt> accept(List<Event> events, long deadlineNanos) {
        return closed();
    }

    @Override
    public Future<UserView> view(Subject subject, long deadlineNanos) {
        return closed();
    }

    @Override
    public Future<ErasureOutcome> erase(Subject subject) {
        return closed();
    }

    @Override
    public Future<MergeOutcome> merge(Subject from, Subject into) {
        return closed();
    }

    private static <T> Future<T> closed() {
        return Future.failedFuture(
                new CandorException(ErrorCode.EVENTLOG_UNAVAILABLE, "the event log of this process is not open"));
    }
}
