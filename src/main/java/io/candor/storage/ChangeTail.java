package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.function.LongFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Follows one number of {@code change_clock}: looks for what lies past the last number seen, whenever it is notified, was
 * reconnected, or some time has passed. Thread-safe; the reader runs once at a time.
 */
final class ChangeTail {
    private static final Logger LOG = LogManager.getLogger(ChangeTail.class);

    /**
     * What a look brought.
     *
     * @param seen the last number handed over
     * @param more whether there may be more
     */
    record Step(long seen, boolean more) {}

    private final Database database;
    private final String clock;
    private final String channel;
    /** Hands over some of what lies past a number. */
    private final LongFunction<Future<Step>> reader;

    private final SharedRun catchUp = new SharedRun(this::readOn);
    /** Written before the first run, then by one run at a time. */
    private volatile long seen;

    ChangeTail(Database database, String clock, String channel, LongFunction<Future<Step>> reader) {
        this.database = database;
        this.clock = clock;
        this.channel = channel;
        this.reader = reader;
    }

    /** Follows from now on. For once; what fails has not begun. */
    Future<Void> start() {
        return database.guarded(() -> database.reads()
                        .preparedQuery("SELECT seq FROM change_clock WHERE name = $1")
                        .execute(Tuple.of(clock)))
                .compose(rows -> {
                    seen = rows.iterator().next().getLong(0);
                    database.notifications().on(channel, this::look);
                    return catchUp.run().otherwiseEmpty();
                });
    }

    /** Completes when what was there at the call was handed over. Only after {@link #start}. */
    Future<Void> catchUp() {
        return catchUp.run();
    }

    /** Looks for changes; when it fails, the next notification, reconnection or refresh looks again. */
    private void look() {
        catchUp.run().onFailure(failure -> LOG.debug("changes of {} could not be read", clock, failure));
    }

    private Future<Void> readOn() {
        return reader.apply(seen).compose(step -> {
            seen = step.seen();
            return step.more() ? readOn() : Future.succeededFuture();
        });
    }
}
