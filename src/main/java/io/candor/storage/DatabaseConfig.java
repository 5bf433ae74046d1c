package io.candor.storage;

import io.candor.config.DurationText;
import io.candor.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Section {@code database}: which PostgreSQL, and how much is asked of it at once.
 *
 * @param uri {@code postgresql://user@host:5432/database?sslmode=verify-full}; absent, the process starts a PostgreSQL of
 *     its own in the data directory
 * @param password of the user in {@code uri}; not used by the embedded server, which has its own
 * @param poolSize most connections for statements, 1 to 500; two more are used to read and to be notified
 * @param maxWaiting most statements that wait for a connection before further ones are refused, 0 to 100,000
 * @param connectTimeout how long a connection may take to be made or to become free, 100 ms to 1 m
 * @param statementTimeout how long the server works on a statement before it gives up, 100 ms to 1 h
 * @param idleTimeout after which an unused connection is closed, 1 s to 1 d
 * @param refreshInterval how often changes of other processes are looked for although none was notified, 1 s to 1 h
 * @param startTimeout how long the embedded server may take to start, recovery after a crash included; and for how long a
 *     server that is not there, or does not answer, is tried again at the start; 1 s to 1 h
 */
public record DatabaseConfig(
        Optional<URI> uri,
        Optional<Secret> password,
        int poolSize,
        int maxWaiting,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration idleTimeout,
        Duration refreshInterval,
        Duration startTimeout) {
    public DatabaseConfig {
        uri.ifPresent(DatabaseConfig::checkUri);
        checkRange("pool_size", poolSize, 1, 500);
        checkRange("max_waiting", maxWaiting, 0, 100_000);
        checkRange("connect_timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        checkRange("statement_timeout", statementTimeout, Duration.ofMillis(100), Duration.ofHours(1));
        checkRange("idle_timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
        checkRange("refresh_interval", refreshInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        checkRange("start_timeout", startTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    public static DatabaseConfig defaults() {
        return new DatabaseConfig(
                Optional.empty(),
                Optional.empty(),
                8,
                256,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1));
    }

    private static void checkUri(URI uri) {
        String scheme = uri.getScheme();
        if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
            throw new IllegalArgumentException("uri must begin with postgresql://, its scheme was " + scheme);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("uri must name a host, as in postgresql://user@host:5432/database");
        }
        if (uri.getUserInfo() == null || uri.getUserInfo().isEmpty()) {
            throw new IllegalArgumentException("uri must name a user, as in postgresql://user@host:5432/database");
        }
        if (uri.getUserInfo().contains(":")) {
            throw new IllegalArgumentException(
                    "uri must not carry the password; set CANDOR_DATABASE_PASSWORD or database.password_file");
        }
        if (uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("uri must name a database, as in postgresql://user@host:5432/database");
        }
    }

    private static void checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + ".." + max + ", was " + value);
        }
    }

    private static void checkRange(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be in " + DurationText.format(min) + ".."
                    + DurationText.format(max) + ", was " + DurationText.format(value));
        }
    }
}
