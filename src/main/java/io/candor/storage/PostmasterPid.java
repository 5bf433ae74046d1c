package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * {@code postmaster.pid}, in which a server of PostgreSQL notes its process and its state.
 *
 * <p>It survives a crash, and then may name a process that by now is another program. So it is believed only when the
 * process has the cluster as its working directory, as every server has.
 */
final class PostmasterPid {
    private static final Logger LOG = LogManager.getLogger(PostmasterPid.class);
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path cluster;
    private final Path file;

    PostmasterPid(Path cluster) {
        this.cluster = cluster;
        this.file = cluster.resolve("postmaster.pid");
    }

    /** Returns the port of the server that runs on the cluster and takes connections. */
    OptionalInt runningPort() {
        List<String> lines = lines();
        Optional<ProcessHandle> running = server();
        return running.isPresent() && isReady(running.get().pid())
                ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                : OptionalInt.empty();
    }

    /** Returns whether the server of that process says that it takes connections. */
    boolean isReady(long pid) {
        List<String> lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * Makes way for a new server: waits for one that is still stopping, stops one that is not, removes the file of one that
     * is gone. The caller holds the lock of the directory, so such a server has lost its owner.
     *
     * @throws CandorException {@code DATA_DIRECTORY_UNUSABLE} when the old server does not stop
     */
    void clear() throws IOException {
        Optional<ProcessHandle> old = server();
        if (old.isPresent() && !await(old.get())) {
            LOG.warn(
                    "stopping the PostgreSQL that an earlier process left behind (pid {})",
                    old.get().pid());
            Signals.interrupt(old.get().pid());
            if (!await(old.get())) {
                throw new CandorException(
                        ErrorCode.DATA_DIRECTORY_UNUSABLE,
                        "the database in " + cluster + " is in use by a PostgreSQL that does not stop (pid "
                                + old.get().pid() + ")");
            }
        }
        if (Files.deleteIfExists(file)) {
            LOG.info("PostgreSQL was not shut down the last time; it recovers");
        }
    }

    private Optional<ProcessHandle> server() {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isServerOfCluster);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isServerOfCluster(ProcessHandle process) {
        Path working = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(working).equals(cluster.toRealPath());
        } catch (NoSuchFileException e) {
            return process.info()
                    .command()
                    .filter(command -> command.endsWith("/postgres"))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean await(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
