package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntryCodec;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.eventlog.StoredRecord;
import io.candor.storage.FeedbackStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Forgets subjects: everywhere in this process at once, in the database, and, by way of the database, in other processes.
 *
 * <p>The wish itself is made durable first, without the subject's id; so a crash in the middle of it leaves an erasure that is
 * finished after the restart, and not half of one. Belongs to one event loop.
 */
final class Forgetting {
    private static final Logger LOG = LogManager.getLogger(Forgetting.class);

    private final Feedback feedback;
    private final FeedbackStore store;
    private final WorkerExecutor workers;
    private final InstantSource clock;

    Forgetting(Feedback feedback, FeedbackStore store, WorkerExecutor workers, InstantSource clock) {
        this.feedback = feedback;
        this.store = store;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Forgets a subject.
     *
     * @return whether the database forgot them too; when it is away it will as soon as it is back. Fails when the wish could
     *     not be made durable
     */
    Future<Boolean> erase(Subject subject) {
        Erasure erasure = Erasure.of(subject, clock.millis());
        return Appends.append(feedback.log(), erasure)
                .compose(durable -> inThisProcess(List.of(erasure)))
                .compose(gone -> store.erase(erasure).map(known -> true).recover(Forgetting::laterInDatabase));
    }

    /** Makes this process forget: its memory, and what its log still holds. */
    Future<Void> inThisProcess(List<Erasure> erasures) {
        erasures.forEach(feedback.erasures()::add);
        erasures.forEach(feedback.profiles()::forget);
        return workers.executeBlocking(() -> feedback.log().erase(this::isErased))
                .mapEmpty();
    }

    private boolean isErased(StoredRecord stored) {
        Erasures erasures = feedback.erasures();
        try {
            return switch (LogEntryCodec.decode(stored.kind(), stored.payload())) {
                case Event event -> erasures.erased(event.subject(), event.receivedMillis());
                case Decision decision ->
                    erasures.erased(decision.slate().subject(), decision.slate().timeMillis());
                case Merge(Subject from, Subject into, long time) ->
                    erasures.erased(from, time) || erasures.erased(into, time);
                case Erasure erasure -> false;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Future<Boolean> laterInDatabase(Throwable failure) {
        if (failure instanceof CandorException) {
            LOG.warn("an erasure reaches the database when it is back: {}", failure.getMessage());
            return Future.succeededFuture(false);
        }
        return Future.failedFuture(failure);
    }
}
