package io.candor.verticle;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Asynchronous tasks one after the other, in the order in which they came. Belongs to one event loop. */
final class Serial {
    private Future<?> last = Future.succeededFuture();

    /** Runs a task when all before it are done, however they ended; returns what it returns. */
    <T> Future<T> run(Supplier<Future<T>> task) {
        Future<T> next = last.transform(before -> task.get());
        last = next;
        return next;
    }
}
