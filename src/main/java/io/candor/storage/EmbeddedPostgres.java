package io.candor.storage;

import io.candor.config.Secret;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A PostgreSQL of our own, from the binaries on the class path: durable as PostgreSQL is by default (fsync and synchronous
 * commit on), on a free port of the loopback interface, with SCRAM authentication and a random password.
 *
 * <p>The first start unpacks the programs and makes the cluster in {@code <data-dir>/postgres} (see {@link ServerHome} for
 * when it lies elsewhere); later ones reuse both. One process at a time: the directory is locked. On Linux the server ends
 * with this process however that ends ({@link ServerCommand}); a server that ends by itself is started again on the same
 * port. Starting and closing block. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(EmbeddedPostgres.class);
    private static final int PORT_ATTEMPTS = 3;

    private final ServerHome home;
    private final PostgresBinaries binaries;
    private final ServerCommand command;
    private final PostgresCluster cluster;
    private final Duration startTimeout;
    private int port;
    private Optional<PostgresServer> server = Optional.empty();

    private EmbeddedPostgres(
            ServerHome home,
            PostgresBinaries binaries,
            ServerCommand command,
            PostgresCluster cluster,
            Duration startTimeout) {
        this.home = home;
        this.binaries = binaries;
        this.command = command;
        this.cluster = cluster;
        this.startTimeout = startTimeout;
    }

    /**
     * Starts the server of a data directory and waits until it takes connections.
     *
     * @param dataDir need not exist
     * @param startTimeout how long the server may take, recovery included; making the cluster does not count
     * @throws CandorException {@code DATA_DIRECTORY_UNUSABLE} when the directory cannot be written or entered, is in use by
     *     another process, or holds a database of another version or user; {@code DATABASE_UNAVAILABLE} when there are no
     *     binaries for this platform, they do not run here (noexec), or the server does not start
     */
    public static EmbeddedPostgres start(Path dataDir, Duration startTimeout) {
        return start(dataDir, startTimeout, Optional.empty());
    }

    /** Returns where the server is that another process runs in a data directory, if one does and it takes connections. */
    public static Optional<DatabaseAddress> running(Path dataDir) {
        try {
            Path cluster = ServerHome.clusterOf(dataDir);
            OptionalInt port = new PostmasterPid(cluster).runningPort();
            if (port.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(address(port.getAsInt(), PostgresCluster.password(cluster.resolveSibling("password"))));
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot use the database in " + dataDir + ": " + e, e);
        }
    }

    /** Starts as {@link #start(Path, Duration)}, with programs that were unpacked before, if given. */
    static EmbeddedPostgres start(Path dataDir, Duration startTimeout, Optional<PostgresBinaries> unpacked) {
        ServerHome home = ServerHome.open(dataDir, ServerHome.ELSEWHERE);
        try {
            PostgresBinaries binaries = unpacked.orElseGet(() -> PostgresBinaries.unpack(home.directory()));
            ServerCommand command = ServerCommand.forAccount(home.account());
            PostgresCluster cluster = PostgresCluster.open(home, binaries, command);
            EmbeddedPostgres postgres = new EmbeddedPostgres(home, binaries, command, cluster, startTimeout);
            postgres.startOnFreePort();
            return postgres;
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private void startOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                resume();
                return;
            } catch (CandorException e) {
                // Between our finding the port and the server's binding it, somebody else may have taken it.
                if (attempt == PORT_ATTEMPTS || !String.valueOf(e.getMessage()).contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CandorException(ErrorCode.PORT_UNAVAILABLE, "no free port on 127.0.0.1", e);
        }
    }

    /** Starts the server, again on its port. */
    synchronized void resume() {
        ServerLog log = new ServerLog(home.directory().resolve("server.log"));
        try {
            log.rotate();
            Files.createFile(log.file());
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot write " + log.file(), e);
        }
        ProcessBuilder builder = Subprocess.builder(command.server(serverProgram()), home.directory())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        server = Optional.of(PostgresServer.start(builder, new PostmasterPid(cluster.directory()), log, startTimeout));
        LOG.info("PostgreSQL {} runs on 127.0.0.1:{}, data in {}", binaries.major(), port, cluster.directory());
    }

    private List<String> serverProgram() {
        return List.of(
                binaries.program("postgres").toString(),
                "-D",
                cluster.directory().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "logging_collector=off",
                "-c",
                "log_checkpoints=off",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC");
    }

    /** Returns where the server is. Its user owns everything in it. */
    public DatabaseAddress address() {
        return address(port, cluster.password());
    }

    private static DatabaseAddress address(int port, Secret password) {
        URI uri = URI.create(
                "postgresql://" + PostgresCluster.USER + "@127.0.0.1:" + port + "/" + PostgresCluster.DATABASE);
        return new DatabaseAddress(uri, Optional.of(password));
    }

    /** Returns the directory of the cluster. */
    public Path directory() {
        return cluster.directory();
    }

    /** Returns the process of the server, for those who test what happens when it dies. */
    synchronized Process process() {
        return server.orElseThrow().process();
    }

    /** Stops the server in good order; the directory stays locked. */
    synchronized void suspend() {
        server.ifPresent(PostgresServer::stop);
        server = Optional.empty();
    }

    /** Stops the server in good order and unlocks the directory. Idempotent. */
    @Override
    public void close() {
        suspend();
        home.close();
    }
}
