package io.candor.storage;

import io.candor.error.CandorException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The connections to one PostgreSQL: a bounded pool for statements and transactions, a pipelining client for small reads,
 * and a listener for notifications. Thread-safe.
 *
 * <p>When the server is away, statements fail at once with {@code STORAGE_UNAVAILABLE}, and succeed again once it is back;
 * nothing has to be opened anew.
 */
public final class Database {
    private static final int STATEMENT_CACHE = 64;
    private static final int READ_CONNECTIONS = 1;
    private static final int PIPELINED_READS = 64;

    private final Pool pool;
    private final SqlClient reads;
    private final Notifications notifications;
    private final long patienceMillis;

    private Database(Pool pool, SqlClient reads, Notifications notifications, long patienceMillis) {
        this.pool = pool;
        this.reads = reads;
        this.notifications = notifications;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Connects and brings the schema up to date. A server that is not there yet, or does not answer, is tried again until
     * {@link DatabaseConfig#startTimeout} is over.
     *
     * @return fails with {@code DATABASE_UNAVAILABLE} when the server cannot be reached in that time; at once when it does not
     *     let us in, or has a schema that is newer than this program or was tampered with
     */
    public static Future<Database> open(Vertx vertx, DatabaseAddress address, DatabaseConfig config) {
        return new DatabaseOpening(vertx, address, config).run();
    }

    /** Returns one that has connected to nothing yet. */
    static Database unconnected(Vertx vertx, DatabaseAddress address, DatabaseConfig config) {
        PgConnectOptions options = connectOptions(address, config);
        Pool pool = PgBuilder.pool()
                .with(poolOptions(config, config.poolSize()))
                .with(netOptions(config))
                .connectingTo(options)
                .using(vertx)
                .build();
        SqlClient reads = PgBuilder.client()
                .with(poolOptions(config, READ_CONNECTIONS))
                .with(netOptions(config))
                .connectingTo(new PgConnectOptions(options).setPipeliningLimit(PIPELINED_READS))
                .using(vertx)
                .build();
        Notifications notifications = new Notifications(
                vertx, new PgConnectOptions(options), config.refreshInterval().toMillis());
        long patience = config.connectTimeout().plus(config.statementTimeout()).toMillis();
        return new Database(pool, reads, notifications, patience);
    }

    /** Makes the first connection of the pool; not bounded in time. */
    Future<Void> reach() {
        return pool.withConnection(
                connection -> connection.query("SELECT 1").execute().mapEmpty());
    }

    static PgConnectOptions connectOptions(DatabaseAddress address, DatabaseConfig config) {
        PgConnectOptions options = PgConnectOptions.fromUri(address.uri().toString());
        address.password().ifPresent(password -> options.setPassword(password.reveal()));
        options.setCachePreparedStatements(true);
        options.setPreparedStatementCacheMaxSize(STATEMENT_CACHE);
        options.setReconnectAttempts(0);
        options.setProperties(Map.of(
                "application_name", "candor",
                "client_encoding", "utf8",
                "DateStyle", "ISO",
                "statement_timeout", Long.toString(config.statementTimeout().toMillis())));
        if (options.getSslMode() != SslMode.DISABLE) {
            options.setSslOptions(sslOptions(options.getSslMode()));
        }
        return options;
    }

    /** As libpq: only the verify modes check the certificate, against the authorities the Java platform trusts. */
    private static ClientSSLOptions sslOptions(SslMode mode) {
        ClientSSLOptions options = new ClientSSLOptions();
        return switch (mode) {
            case VERIFY_FULL -> options.setHostnameVerificationAlgorithm("HTTPS");
            case VERIFY_CA -> options.setHostnameVerificationAlgorithm("");
            case DISABLE, ALLOW, PREFER, REQUIRE ->
                options.setHostnameVerificationAlgorithm("").setTrustAll(true);
        };
    }

    private static NetClientOptions netOptions(DatabaseConfig config) {
        return new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true);
    }

    private static PoolOptions poolOptions(DatabaseConfig config, int size) {
        return new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(config.maxWaiting())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis());
    }

    /** Returns the pool, for what needs a transaction or moves much. Statements do not overtake each other's results. */
    Pool pool() {
        return pool;
    }

    /** Returns the client that sends statements down one connection without waiting for answers; for small reads only. */
    SqlClient reads() {
        return reads;
    }

    Notifications notifications() {
        return notifications;
    }

    /** Runs statements, bounded in time, with every failure told as a {@link CandorException}. */
    <T> Future<T> guarded(Supplier<Future<T>> statements) {
        Future<T> answer;
        try {
            answer = statements.get();
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.timeout(patienceMillis, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(StorageFailure.of(failure)));
    }

    /** Asks the server for nothing; fails with {@code STORAGE_UNAVAILABLE} when it does not answer. */
    public Future<Void> ping() {
        return guarded(() -> reads.query("SELECT 1").execute().mapEmpty());
    }

    /** Closes all connections; fails when that takes too long because the server does not answer. */
    public Future<Void> close() {
        return Future.join(notifications.close(), reads.close(), pool.close())
                .timeout(patienceMillis, TimeUnit.MILLISECONDS)
                .mapEmpty();
    }
}
