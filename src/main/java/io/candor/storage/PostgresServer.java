package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One running server, and the thread that keeps it: the kernel interrupts the server when the thread that started it ends,
 * so that thread lives as long as the server is wanted, and starts it again when it ended unbidden. Thread-safe.
 */
final class PostgresServer {
    private static final Logger LOG = LogManager.getLogger(PostgresServer.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUIT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final long FIRST_BACKOFF_MILLIS = 200;
    private static final long LAST_BACKOFF_MILLIS = 30_000;

    private final ProcessBuilder builder;
    private final PostmasterPid pidFile;
    private final ServerLog log;
    private final CompletableFuture<Process> first = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper = new Thread(this::keep, "postgres-keeper");
    private volatile boolean wasReady;
    private @Nullable Process current;

    private PostgresServer(ProcessBuilder builder, PostmasterPid pidFile, ServerLog log) {
        this.builder = builder;
        this.pidFile = pidFile;
        this.log = log;
        keeper.setDaemon(true);
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param builder starts it as a direct child; retained
     * @throws CandorException {@code DATABASE_UNAVAILABLE}, with the end of the server's log, when it ends or is not ready in
     *     time; {@code DATA_DIRECTORY_UNUSABLE} when another server has the cluster
     */
    static PostgresServer start(ProcessBuilder builder, PostmasterPid pidFile, ServerLog log, Duration timeout) {
        PostgresServer server = new PostgresServer(builder, pidFile, log);
        server.keeper.start();
        server.awaitReady(timeout);
        return server;
    }

    private void awaitReady(Duration timeout) {
        Process process = firstProcess();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!pidFile.isReady(process.pid())) {
            if (Subprocess.await(process, POLL)) {
                throw failed("PostgreSQL ended with status " + process.exitValue() + " instead of starting");
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                stop();
                throw failed("PostgreSQL was not ready after " + timeout.toSeconds() + " s");
            }
        }
        wasReady = true;
    }

    private Process firstProcess() {
        try {
            return first.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CandorException refused) {
                throw refused;
            }
            throw new CandorException(ErrorCode.DATABASE_UNAVAILABLE, "cannot start PostgreSQL", e.getCause());
        }
    }

    private CandorException failed(String what) {
        return new CandorException(
                ErrorCode.DATABASE_UNAVAILABLE, what + "; the end of its log:" + System.lineSeparator() + log.tail());
    }

    /** Returns the process that runs now, or ran last. */
    synchronized Process process() {
        return Objects.requireNonNull(current, "the server was started");
    }

    private void keep() {
        long backoffMillis = FIRST_BACKOFF_MILLIS;
        while (true) {
            long started = System.nanoTime();
            String end = runOnce();
            if (!wasReady || isStopping()) {
                return;
            }
            if (System.nanoTime() - started > TimeUnit.MILLISECONDS.toNanos(LAST_BACKOFF_MILLIS)) {
                backoffMillis = FIRST_BACKOFF_MILLIS;
            }
            LOG.error("PostgreSQL {}; starting it again in {} ms; see {}", end, backoffMillis, log.file());
            if (stopsWithin(backoffMillis)) {
                return;
            }
            backoffMillis = Math.min(2 * backoffMillis, LAST_BACKOFF_MILLIS);
        }
    }

    /** Runs the server to its end and says how it ended. */
    private String runOnce() {
        try {
            pidFile.clear();
            Process process = launch();
            if (process == null) {
                return "is not wanted any more";
            }
            first.complete(process);
            return "ended with status " + process.onExit().join().exitValue();
        } catch (IOException | CandorException e) {
            first.completeExceptionally(e);
            return "cannot be started (" + e.getMessage() + ")";
        }
    }

    private synchronized @Nullable Process launch() throws IOException {
        if (!isStopping()) {
            current = builder.start();
            return current;
        }
        return null;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stopsWithin(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Shuts the server down in good order (clients are disconnected) and waits until it is gone. Idempotent. */
    void stop() {
        stopping.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            Process process = process();
            if (process.isAlive()) {
                end(process);
            }
            keeper.join();
        } catch (IOException e) {
            LOG.warn("PostgreSQL cannot be signalled", e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void end(Process process) throws IOException {
        Signals.interrupt(process.pid());
        if (!Subprocess.await(process, STOP_PATIENCE)) {
            LOG.warn("PostgreSQL does not stop within {} s; its next start will recover", STOP_PATIENCE.toSeconds());
            Signals.quit(process.pid());
            if (!Subprocess.await(process, QUIT_PATIENCE)) {
                process.destroyForcibly().onExit().join();
            }
        }
    }
}
