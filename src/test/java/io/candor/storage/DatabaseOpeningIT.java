package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.Secret;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a start goes on while the database is not there, does not answer, or will never let it in. */
@ExtendWith(PostgresExtension.class)
@Timeout(120)
class DatabaseOpeningIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final int PROBE_AND_CONNECTION = 2;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void open_firstConnectionsNeverAnswered_succeedsWithALaterOne(DatabaseAddress address) {
        try (TcpProxy proxy = TcpProxy.listen(vertx, address, 3, 0)) {
            Database database =
                    Database.open(vertx, proxy.address(), config(LONG, SHORT)).await();

            database.ping().await();
            assertTrue(proxy.accepted() > 3, proxy.accepted() + " connections");
            database.close().await();
        }
    }

    @Test
    void open_neverAnswered_endsWithTheStartTimeout(DatabaseAddress address) {
        try (TcpProxy proxy = TcpProxy.listen(vertx, address, Integer.MAX_VALUE, 0)) {
            CandorException refused = refusal(proxy.address(), Duration.ofSeconds(2));

            assertTrue(refused.toString().contains("cannot use PostgreSQL at 127.0.0.1:"), refused.toString());
            assertTrue(proxy.accepted() > 1, proxy.accepted() + " connections");
        }
    }

    @Test
    void open_serverThatComesUpLater_isWaitedFor(DatabaseAddress address) throws IOException {
        int port = freePort();
        Future<Database> opening = Database.open(vertx, withPort(address, port), config(LONG, PATIENT));
        vertx.timer(300).await();
        assertFalse(opening.isComplete());

        try (TcpProxy proxy = TcpProxy.listen(vertx, address, 0, port)) {
            Database database = opening.await();
            database.ping().await();
            assertTrue(proxy.accepted() > 0);
            database.close().await();
        }
    }

    @Test
    void open_nobodyComesUp_endsWithTheStartTimeout(DatabaseAddress address) throws IOException {
        int port = freePort();

        CandorException refused = refusal(withPort(address, port), Duration.ofSeconds(1));

        assertTrue(refused.toString().contains("127.0.0.1:" + port + "/"), refused.toString());
    }

    @Test
    void open_wrongPassword_endsWithTheFirstAttempt(DatabaseAddress address) {
        try (TcpProxy proxy = TcpProxy.listen(vertx, address, 0, 0)) {
            refusal(new DatabaseAddress(proxy.address().uri(), Optional.of(Secret.of("hunter2"))), LONG);

            assertEquals(PROBE_AND_CONNECTION, proxy.accepted());
        }
    }

    @Test
    void open_databaseThatDoesNotExist_endsWithTheFirstAttempt(DatabaseAddress address) {
        try (TcpProxy proxy = TcpProxy.listen(vertx, address, 0, 0)) {
            refusal(proxy.address().withDatabase("nowhere"), LONG);

            assertEquals(PROBE_AND_CONNECTION, proxy.accepted());
        }
    }

    @Test
    void open_schemaOfANewerProgram_endsWithTheFirstAttempt(DatabaseAddress address) {
        Database database = Database.open(vertx, address, config(LONG, PATIENT)).await();
        database.pool()
                .query("INSERT INTO schema_version (version, name, checksum) VALUES (999, 'later', 'x')")
                .execute()
                .await();
        database.close().await();
        try (TcpProxy proxy = TcpProxy.listen(vertx, address, 0, 0)) {
            CandorException refused = refusal(proxy.address(), LONG);

            assertTrue(refused.toString().contains("999"), refused.toString());
            // A connection may not be back in the pool yet when the next is asked for; another attempt would have a
            // probe, too.
            assertTrue(proxy.accepted() < 2 * PROBE_AND_CONNECTION, () -> proxy.accepted() + " connections");
        }
    }

    private CandorException refusal(DatabaseAddress address, Duration startTimeout) {
        CandorException refused = assertThrows(
                CandorException.class,
                () -> Database.open(vertx, address, config(startTimeout, startTimeout.equals(LONG) ? PATIENT : SHORT))
                        .await());
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, refused.code());
        return refused;
    }

    private static DatabaseConfig config(Duration startTimeout, Duration connectTimeout) {
        DatabaseConfig defaults = DatabaseConfig.defaults();
        return new DatabaseConfig(
                defaults.uri(),
                defaults.password(),
                defaults.poolSize(),
                defaults.maxWaiting(),
                connectTimeout,
                defaults.statementTimeout(),
                defaults.idleTimeout(),
                defaults.refreshInterval(),
                startTimeout);
    }

    private static DatabaseAddress withPort(DatabaseAddress address, int port) {
        URI uri = address.uri();
        return new DatabaseAddress(
                URI.create(uri.getScheme() + "://" + uri.getRawUserInfo() + "@127.0.0.1:" + port + uri.getRawPath()),
                address.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
