package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Opens a database in attempts, until one succeeds, the start timeout is over, or a failure says that no attempt will: a refused
 * login, a database that does not exist, a certificate, a schema that is not ours. Used once.
 *
 * <p>Each attempt first makes sure that the server answers, then connects with a pool of its own, all bounded in time: a pool
 * whose first connection fails just after its wait was over never tells the one who waits.
 */
final class DatabaseOpening {
    private static final Logger LOG = LogManager.getLogger(DatabaseOpening.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 4;

    private final Vertx vertx;
    private final DatabaseAddress address;
    private final DatabaseConfig config;
    private final long deadlineNanos;

    DatabaseOpening(Vertx vertx, DatabaseAddress address, DatabaseConfig config) {
        this.vertx = vertx;
        this.address = address;
        this.config = config;
        this.deadlineNanos = System.nanoTime() + config.startTimeout().toNanos();
    }

    Future<Database> run() {
        return attempt(0);
    }

    private Future<Database> attempt(int failed) {
        PgConnectOptions options = Database.connectOptions(address, config);
        return ServerProbe.answers(vertx, options.getHost(), options.getPort(), attemptMillis())
                .transform(probed -> probed.succeeded() ? connect(failed) : again(failed, probed.cause()));
    }

    private Future<Database> connect(int failed) {
        Database database = Database.unconnected(vertx, address, config);
        return prepare(database).map(database).recover(failure -> {
            // Not waited for: a connection that is still being made holds it up.
            database.close();
            return again(failed, failure);
        });
    }

    /** Only the connections are bounded by the attempt: a migration takes the time it takes. */
    private Future<Void> prepare(Database database) {
        return within(attemptMillis(), database.reach())
                .compose(_ -> within(millisLeft(), new Migrations(Migrations.SCRIPTS).run(database.pool())))
                .compose(_ -> within(attemptMillis(), database.notifications().open()));
    }

    private Future<Database> again(int failed, Throwable failure) {
        long pause = FIRST_PAUSE_MILLIS << Math.min(failed, MOST_DOUBLINGS);
        if (isFinal(failure) || millisLeft() <= pause) {
            return Future.failedFuture(unopened(failure));
        }
        if (failed == 0) {
            LOG.warn("PostgreSQL at {} is not there yet ({}); trying for {} s", where(), failure, millisLeft() / 1000);
        }
        return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(_ -> attempt(failed + 1));
    }

    /** Returns whether trying again is in vain. */
    private static boolean isFinal(Throwable failure) {
        return switch (failure) {
            case CandorException _, SSLException _, IllegalArgumentException _ -> true;
            case PgException answer -> !StorageFailure.isNotNow(answer);
            default -> false;
        };
    }

    private static <T> Future<T> within(long millis, Future<T> future) {
        return future.timeout(millis, TimeUnit.MILLISECONDS);
    }

    /** A connection that is too slow for the pool is told as such, so the bound is longer than the pool's. */
    private long attemptMillis() {
        return Math.min(2 * config.connectTimeout().toMillis(), millisLeft());
    }

    private long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    private CandorException unopened(Throwable failure) {
        if (failure instanceof CandorException known && known.code() == ErrorCode.DATABASE_UNAVAILABLE) {
            return known;
        }
        String why = failure instanceof TimeoutException ? "it does not answer" : failure.getMessage();
        return new CandorException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "cannot use PostgreSQL at " + where() + " as " + address.uri().getUserInfo() + ": " + why,
                failure);
    }

    private String where() {
        return address.uri().getHost() + ":" + address.uri().getPort()
                + address.uri().getPath();
    }
}
