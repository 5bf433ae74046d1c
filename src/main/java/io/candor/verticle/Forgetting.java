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
import io.candor.storage.SequencedEntry;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** How long a client waits for more than the wish to be durable. */
    private static final long PATIENCE_SECONDS = 10;

    private static final int RECORDS_AT_A_TIME = 10_000;

    /** Looking through the whole log holds up nothing else that the projector has its threads do. */
    private static final boolean UNORDERED = false;

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
     * @return whether log and database forgot them too; when that takes longer than a client waits, or the database is away, they
     *     will. Fails when the wish could not be made durable
     */
    Future<Boolean> erase(Subject subject) {
        Erasure erasure = Erasure.of(subject, clock.millis());
        return Appends.append(feedback.log(), erasure)
                .compose(durable -> inThisProcess(List.of(erasure))
                        .compose(gone -> store.erase(erasure).map(known -> true).recover(Forgetting::laterInDatabase))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .recover(Forgetting::later));
    }

    private static Future<Boolean> later(Throwable failure) {
        return failure instanceof TimeoutException ? Future.succeededFuture(false) : Future.failedFuture(failure);
    }

    /**
     * Makes this process forget: its memory, and what its log still holds. Who was merged into the subject is forgotten up to
     * the merge, which the database may not know yet; that is made durable before the merge itself is blanked.
     */
    Future<Void> inThisProcess(List<Erasure> erasures) {
        erasures.forEach(feedback.erasures()::add);
        return workers.executeBlocking(
                        () -> {
                            erasures.forEach(feedback.profiles()::forget);
                            return mergedIntoErased();
                        },
                        UNORDERED)
                .compose(this::eraseMerged)
                .compose(merged -> workers.executeBlocking(
                        () -> {
                            merged.forEach(feedback.profiles()::forget);
                            return feedback.log().erase(this::isErased);
                        },
                        UNORDERED))
                .mapEmpty();
    }

    /** Reads the log for merges into subjects that were erased afterwards. */
    private List<Erasure> mergedIntoErased() {
        EntryReader reader = new EntryReader(feedback.log(), RECORDS_AT_A_TIME);
        Set<Erasure> merged = new LinkedHashSet<>();
        long position = 0;
        for (EntryReader.Stretch read = reader.after(0); read.through() > position; read = reader.after(position)) {
            position = read.through();
            for (SequencedEntry sequenced : read.entries()) {
                if (sequenced.entry() instanceof Merge(Subject from, Subject into, long time)
                        && feedback.erasures().erased(into, time)
                        && !feedback.erasures().erased(from, time)) {
                    merged.add(Erasure.of(from, time));
                }
            }
        }
        return List.copyOf(merged);
    }

    /** Returns the same erasures when all are durable and hold. */
    private Future<List<Erasure>> eraseMerged(List<Erasure> merged) {
        Future<?> done = Future.succeededFuture();
        for (Erasure erasure : merged) {
            done = done.compose(before -> Appends.append(feedback.log(), erasure))
                    .onSuccess(durable -> feedback.erasures().add(erasure));
        }
        return done.map(merged);
    }

    private boolean isErased(StoredRecord stored) {
        Erasures erasures = feedback.erasures();
        try {
            return switch (LogEntryCodec.decode(stored.kind(), stored.payload())) {
                case Event event -> erasures.erased(event.subject(), event.receivedMillis());
                case Decision decision ->
                    erasures.erased(decision.slate().subject(), decision.slate().timeMillis());
                // Who was merged into an erased subject is erased before, see mergedIntoErased.
                case Merge(Subject from, Subject _, long time) -> erasures.erased(from, time);
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
