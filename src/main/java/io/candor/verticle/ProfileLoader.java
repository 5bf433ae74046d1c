package io.candor.verticle;

import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.Profile;
import io.candor.profile.ProfileCache;
import io.candor.serving.Asker;
import io.candor.storage.FeedbackStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds out what is known of who asks: from memory at once, else from the database within a deadline. When that is over, the
 * answer is what this process remembers by itself, said to be partial, while the loading goes on for the next request.
 * Belongs to one event loop.
 */
final class ProfileLoader {
    private final Vertx vertx;
    private final ProfileCache profiles;
    private final Supplier<Optional<FeedbackStore>> store;
    private final long deadlineNanos;
    private final int maxLoading;
    private final Map<Subject, Future<Asker>> loading = new HashMap<>();

    /**
     * Creates the loader of the calling event loop.
     *
     * @param store empty as long as there is no database yet
     * @param deadline how long a request waits for the database
     * @param maxLoading profiles that are loaded at a time; further ones are partly known
     */
    ProfileLoader(
            Vertx vertx,
            ProfileCache profiles,
            Supplier<Optional<FeedbackStore>> store,
            Duration deadline,
            int maxLoading) {
        this.vertx = vertx;
        this.profiles = profiles;
        this.store = store;
        this.deadlineNanos = deadline.toNanos();
        this.maxLoading = maxLoading;
    }

    /** Returns what is known of a subject within the deadline of slates; never fails. */
    Future<Asker> asker(Subject subject) {
        return asker(subject, deadlineNanos);
    }

    /** Returns what is known of a subject within so many nanoseconds; never fails. */
    Future<Asker> asker(Subject subject, long patienceNanos) {
        if (subject.isNobody()) {
            return Future.succeededFuture(Asker.NOBODY);
        }
        Profile known = profiles.find(subject);
        return known != null ? Future.succeededFuture(Asker.known(known)) : inTime(subject, patienceNanos);
    }

    private Future<Asker> inTime(Subject subject, long patienceNanos) {
        Promise<Asker> asker = Promise.promise();
        long timer = vertx.setTimer(
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(patienceNanos)), late -> asker.tryComplete(partly(subject)));
        load(subject).onComplete(done -> {
            vertx.cancelTimer(timer);
            asker.tryComplete(done.succeeded() ? done.result() : partly(subject));
        });
        return asker.future();
    }

    private Asker partly(Subject subject) {
        return Asker.partlyKnown(profiles.pending(subject));
    }

    private Future<Asker> load(Subject subject) {
        Future<Asker> already = loading.get(subject);
        if (already != null) {
            return already;
        }
        Optional<FeedbackStore> database = store.get();
        if (database.isEmpty() || loading.size() >= maxLoading) {
            return Future.failedFuture("not now");
        }
        Future<Asker> started = load(subject, database.get());
        if (!started.isComplete()) {
            loading.put(subject, started);
            started.onComplete(done -> loading.remove(subject));
        }
        return started;
    }

    private Future<Asker> load(Subject subject, FeedbackStore database) {
        ProfileCache.Load load = profiles.begin(subject);
        return database.eventsOf(subject)
                .map((List<Event> events) -> asker(load, profiles.finish(load, events)))
                .onFailure(failure -> profiles.abandon(load));
    }

    private static Asker asker(ProfileCache.Load load, Profile profile) {
        return load.isComplete() ? Asker.known(profile) : Asker.partlyKnown(profile);
    }
}
