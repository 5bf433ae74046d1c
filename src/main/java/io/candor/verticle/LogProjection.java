package io.candor.verticle;

import io.candor.eventlog.EventLog;
import io.candor.profile.ProfileCache;
import io.candor.serving.LoggedDraw;
import io.candor.storage.FeedbackStore;
import io.candor.storage.FeedbackStore.Projection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Brings the event log into the database, stretch by stretch, and lets go of what is stored. While the database is away it
 * tries again, more and more seldom; the log keeps what waits. Gives way to acknowledgements ({@link ProjectionPace}). Belongs to
 * one context, a worker's.
 */
final class LogProjection {
    private static final Logger LOG = LogManager.getLogger(LogProjection.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    /** Entries that may wait before marginal probabilities are left to be worked out later. */
    private static final long MOST_APPRAISED = 20_000;

    /** The projection does not yield any more when this part of what the log takes waits. */
    private static final long YIELD_SHARE = 2;

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final EventLog log;
    private final EntryReader reader;
    private final EntryReader appraising;
    private final FeedbackStore store;
    private final ProfileCache profiles;
    private final ProjectorConfig config;
    private final ProjectionProgress progress;
    private final ProjectionPace pace;
    private final LongSupplier nanoTime;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long position;
    private long pauseMillis;
    private long restTimer = NO_TIMER;
    private boolean stopped;
    private Future<?> stepping = Future.succeededFuture();

    /** Somebody who waits for the database to have everything up to a sequence number. */
    private record Waiter(long sequence, Promise<Void> reached) {}

    /** @param mostLogBytes what the log keeps at most for the database */
    LogProjection(
            Vertx vertx,
            WorkerExecutor workers,
            Feedback feedback,
            FeedbackStore store,
            ProjectorConfig config,
            long mostLogBytes,
            ProjectionProgress progress,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.workers = workers;
        this.log = feedback.log();
        this.reader = new EntryReader(log, config.batch());
        LoggedDraw draws = new LoggedDraw();
        this.appraising = config.marginals() ? new EntryReader(log, config.batch(), draws::appraised) : reader;
        this.store = store;
        this.profiles = feedback.profiles();
        this.config = config;
        this.progress = progress;
        this.pace = ProjectionPace.of(config, mostLogBytes / YIELD_SHARE);
        this.nanoTime = nanoTime;
    }

    /** Finds out how far the database is, and goes on from there without end. */
    Future<Void> start() {
        return store.position(log.id()).map(stored -> {
            log.advanceTo(stored);
            moveTo(stored);
            step();
            return null;
        });
    }

    /** Completes when the database has everything up to a sequence number. */
    Future<Void> reached(long sequence) {
        if (sequence <= position) {
            return Future.succeededFuture();
        }
        Promise<Void> reached = Promise.promise();
        waiters.add(new Waiter(sequence, reached));
        if (vertx.cancelTimer(restTimer)) {
            step();
        }
        return reached.future();
    }

    /** Begins nothing more; completes when what is under way has ended. */
    Future<?> stop() {
        stopped = true;
        return stepping.otherwiseEmpty();
    }

    private void step() {
        if (!stopped) {
            long begunNanos = nanoTime.getAsLong();
            long before = position;
            long durable = log.durable();
            // Working out marginal probabilities must not keep back events, which are not taken any more when the log
            // is full.
            EntryReader chosen = durable - before <= MOST_APPRAISED ? appraising : reader;
            Future<Boolean> step =
                    workers.executeBlocking(() -> chosen.after(before)).compose(this::store);
            stepping = step;
            step.onComplete(more -> again(more, restMillis(begunNanos, before, durable)), this::later);
        }
    }

    /** Returns whether there was anything to store. */
    private Future<Boolean> store(EntryReader.Stretch stretch) {
        if (stretch.through() <= position) {
            progress.caughtUp();
            return Future.succeededFuture(false);
        }
        progress.behind(stretch);
        return store.project(log.id(), stretch.through(), stretch.entries()).map(stored -> {
            settle(stretch, stored);
            return true;
        });
    }

    private void settle(EntryReader.Stretch stretch, Projection stored) {
        if (pauseMillis > 0) {
            LOG.info("events are brought into the database again");
            pauseMillis = 0;
        }
        moveTo(stretch.through());
        stored.repeated().forEach(profiles::invalidate);
        stored.merged().forEach(profiles::invalidate);
        progress.stored(stored);
    }

    private void moveTo(long sequence) {
        position = sequence;
        profiles.projected(sequence);
        log.release(Math.min(sequence, log.durable()));
        for (Iterator<Waiter> i = waiters.iterator(); i.hasNext(); ) {
            Waiter waiter = i.next();
            if (waiter.sequence <= sequence) {
                i.remove();
                waiter.reached.complete();
            }
        }
    }

    /** Nobody who waits for the database is to wait for a rest. */
    private long restMillis(long begunNanos, long before, long durableBefore) {
        if (!waiters.isEmpty()) {
            return 0;
        }
        long durable = log.durable();
        return pace.restMillis(new ProjectionPace.Step(
                nanoTime.getAsLong() - begunNanos,
                position - before,
                durable - durableBefore,
                durable - position,
                log.status().backlogBytes()));
    }

    private void again(boolean more, long restMillis) {
        long pause = more ? restMillis : config.interval().toMillis();
        if (pause == 0) {
            step();
        } else {
            restTimer = vertx.setTimer(pause, now -> step());
        }
    }

    private void later(Throwable failure) {
        if (stopped) {
            return;
        }
        if (pauseMillis == 0) {
            LOG.warn("events cannot be brought into the database, the log keeps them: {}", failure.getMessage());
        }
        long longest = config.maxBackoff().toMillis();
        pauseMillis = Math.min(longest, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
        progress.failed();
        vertx.setTimer(pauseMillis, now -> step());
    }
}
