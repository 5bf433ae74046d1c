package io.candor.verticle;

import io.candor.event.Erasure;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.http.ErasureOutcome;
import io.candor.storage.FeedbackStore;
import io.candor.storage.SubjectChange;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the event log into the database, and what other processes brought there into the memory of this one; forgets and
 * joins subjects. One instance, a worker with threads of its own ({@link #onItsOwnThreads}): making rows of a stretch of the log takes
 * longer than a request may wait for its event loop.
 */
public final class ProjectorVerticle extends VerticleBase {
    private static final Logger LOG = LogManager.getLogger(ProjectorVerticle.class);
    private static final String THREAD_NAME = "candor-projector";
    private static final int THREADS = 2;
    private static final long LONGEST_SCAN_HOURS = 1;
    private static final long MAINTENANCE_HOURS = 1;
    private static final long MERGE_PATIENCE_SECONDS = 2;

    private final Feedback feedback;
    private final FeedbackStore store;
    private final ProjectorConfig config;
    private final long mostLogBytes;
    private final ProjectionProgress progress;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final LocalBus bus;
    private @Nullable LogProjection projection;

    /** @param mostLogBytes what the event log keeps at most for the database */
    public ProjectorVerticle(
            Feedback feedback,
            FeedbackStore store,
            ProjectorConfig config,
            long mostLogBytes,
            ProjectionProgress progress,
            InstantSource clock,
            LongSupplier nanoTime,
            LocalBus bus) {
        this.feedback = feedback;
        this.store = store;
        this.config = config;
        this.mostLogBytes = mostLogBytes;
        this.progress = progress;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.bus = bus;
    }

    /** Returns how to deploy it. */
    public static DeploymentOptions onItsOwnThreads() {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName(THREAD_NAME)
                .setWorkerPoolSize(THREADS)
                .setMaxWorkerExecuteTime(LONGEST_SCAN_HOURS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS);
    }

    /** Completes when it is known how far the database is, and who is to be forgotten. */
    @Override
    public Future<?> start() {
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor(THREAD_NAME, THREADS, LONGEST_SCAN_HOURS, TimeUnit.HOURS);
        Forgetting forgetting = new Forgetting(feedback, store, workers, clock);
        LogProjection running =
                new LogProjection(vertx, workers, feedback, store, config, mostLogBytes, progress, nanoTime);
        projection = running;
        return maintain()
                .compose(done -> store.subscribeErasures(
                        erasures -> context.runOnContext(now -> inThisProcess(forgetting, erasures))))
                .compose(done -> store.erasures())
                .compose(erasures -> inThisProcess(forgetting, erasures))
                .compose(done -> store.subscribe(feedback.log().id(), this::changedElsewhere))
                // The first reading of a profile is slow; nobody's slate is to wait for it.
                .compose(done -> store.eventsOf(Subject.session("first")))
                .compose(done -> running.start())
                .compose(done ->
                        bus.answerLater(LocalBus.USERS, (UserMessage message) -> answer(message, forgetting, running)))
                .onSuccess(done -> vertx.setPeriodic(TimeUnit.HOURS.toMillis(MAINTENANCE_HOURS), now -> maintain()));
    }

    private Future<?> answer(UserMessage message, Forgetting forgetting, LogProjection running) {
        return switch (message) {
            case UserMessage.Erase(Subject subject) ->
                forgetting.erase(subject).map(done -> done ? ErasureOutcome.DONE : ErasureOutcome.PENDING);
            case UserMessage.Join(Subject from, Subject into) -> join(new Merge(from, into, clock.millis()), running);
        };
    }

    /** Answers whether the database has joined them, or is going to. */
    private Future<Boolean> join(Merge merge, LogProjection running) {
        return Appends.append(feedback.log(), merge).compose(sequence -> {
            feedback.profiles().merged(merge);
            return inContext(() -> running.reached(sequence))
                    .map(true)
                    .timeout(MERGE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .otherwise(false);
        });
    }

    /** Asks in this verticle's context; the log answers on a thread of its own. */
    private <T> Future<T> inContext(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(now -> question.get().onComplete(answer));
        return answer.future();
    }

    private static Future<Void> inThisProcess(Forgetting forgetting, List<Erasure> erasures) {
        return forgetting.inThisProcess(erasures).recover(failure -> {
            LOG.warn(
                    "the event log could not be searched for who was erased, the next start does it: {}",
                    failure.getMessage());
            return Future.succeededFuture();
        });
    }

    private void changedElsewhere(SubjectChange change) {
        switch (change) {
            case SubjectChange.Some(Set<Subject> subjects) -> subjects.forEach(feedback.profiles()::invalidate);
            case SubjectChange.All() -> feedback.profiles().invalidateAll();
        }
    }

    private Future<Void> maintain() {
        return store.maintain(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .recover(failure -> {
                    LOG.warn("the partitions of the database could not be looked after: {}", failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<?> stop() {
        LogProjection running = projection;
        return running == null ? Future.succeededFuture() : running.stop();
    }
}
