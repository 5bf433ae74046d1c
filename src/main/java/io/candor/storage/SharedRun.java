package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An action that runs once at a time. Who asks while it runs shares the one run that follows, which begins after they
 * asked; so everybody's run sees what was there when they asked, and a thousand askers cause two runs. Thread-safe.
 */
final class SharedRun {
    private final Supplier<Future<Void>> action;
    private boolean running;
    private Optional<Promise<Void>> following = Optional.empty();

    SharedRun(Supplier<Future<Void>> action) {
        this.action = action;
    }

    /** Returns the end of a run that began after this call. */
    Future<Void> run() {
        synchronized (this) {
            if (running) {
                Promise<Void> promise = following.orElseGet(Promise::promise);
                following = Optional.of(promise);
                return promise.future();
            }
            running = true;
        }
        return start();
    }

    private Future<Void> start() {
        Future<Void> run;
        try {
            run = action.get();
        } catch (RuntimeException e) {
            run = Future.failedFuture(e);
        }
        return run.onComplete(_ -> startFollowing());
    }

    private void startFollowing() {
        Optional<Promise<Void>> next;
        synchronized (this) {
            next = following;
            following = Optional.empty();
            running = next.isPresent();
        }
        next.ifPresent(promise -> start().onComplete(promise));
    }
}
