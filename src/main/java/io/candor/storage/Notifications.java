package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgChannel;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One connection that listens. A notification is only a hint to look again: the same is done whenever the connection was
 * made anew, and now and then without any reason, so that a lost notification or a connection that died silently delays a
 * change and never loses it. Thread-safe.
 */
final class Notifications {
    private static final Logger LOG = LogManager.getLogger(Notifications.class);
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final int MOST_DOUBLINGS = 6;

    private final Vertx vertx;
    private final PgSubscriber subscriber;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final long timer;

    Notifications(Vertx vertx, PgConnectOptions options, long refreshMillis) {
        this.vertx = vertx;
        this.subscriber = PgSubscriber.subscriber(vertx, options)
                .reconnectPolicy(retries -> FIRST_RETRY_MILLIS << Math.min(retries, MOST_DOUBLINGS));
        this.timer = vertx.setPeriodic(refreshMillis, _ -> actions.forEach(Runnable::run));
    }

    Future<Void> open() {
        return subscriber.connect().onSuccess(_ -> watch());
    }

    /**
     * Looks again when told to.
     *
     * @param name of the channel, as in {@code NOTIFY}
     * @param look called on an event loop, also several times at once; must not block
     */
    void on(String name, Runnable look) {
        actions.add(look);
        PgChannel channel = subscriber.channel(name);
        channel.subscribeHandler(_ -> {
            watch();
            look.run();
        });
        channel.handler(_ -> look.run());
    }

    /** The driver prints the failure of a connection nobody watches; this one's is repaired by connecting again. */
    private void watch() {
        subscriber
                .actualConnection()
                .exceptionHandler(failure -> LOG.debug("the connection for notifications broke", failure));
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return subscriber.closed() ? Future.succeededFuture() : subscriber.close();
    }
}
