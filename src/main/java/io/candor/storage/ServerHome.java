package io.candor.storage;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the embedded server, locked by this process while it is open.
 *
 * <p>It is {@code <data-dir>/postgres}. When this process is root, the server runs as another account, which may be unable to
 * enter the data directory (below {@code /root}, say): then it is {@code /var/lib/candor/postgres-<digest of the data
 * directory's path>}, and {@code <data-dir>/postgres/location} says so. Contents: {@code bin-*} (programs), {@code cluster}
 * (the data), {@code password}, {@code server.log}, {@code lock}.
 */
final class ServerHome implements AutoCloseable {
    static final Path ELSEWHERE = Path.of("/var/lib/candor");

    private static final Logger LOG = LogManager.getLogger(ServerHome.class);
    private static final String LOCATION = "location";
    private static final String CLUSTER = "cluster";

    private final Path directory;
    private final Optional<ServerAccount> account;
    private final FileChannel channel;
    private final FileLock lock;

    private ServerHome(Path directory, Optional<ServerAccount> account, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.account = account;
        this.channel = channel;
        this.lock = lock;
    }

    Path directory() {
        return directory;
    }

    Path cluster() {
        return directory.resolve(CLUSTER);
    }

    /** Returns as whom the server runs; empty when as this process's user. */
    Optional<ServerAccount> account() {
        return account;
    }

    /**
     * Finds or makes the directory and locks it.
     *
     * @param dataDir need not exist
     * @param elsewhere parent of the directory when the account cannot enter the data directory
     * @throws CandorException {@code DATA_DIRECTORY_UNUSABLE} when it cannot be made, entered or locked
     */
    static ServerHome open(Path dataDir, Path elsewhere) {
        try {
            Path beside = Files.createDirectories(dataDir.resolve("postgres")).toRealPath();
            Path cluster = clusterUnder(beside);
            Path owned = Files.isDirectory(cluster) ? cluster : Objects.requireNonNull(beside.getParent());
            Optional<ServerAccount> account = ServerAccount.forProcess(owned);
            Path directory = locate(beside, account, elsewhere);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            return lock(directory, account);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot use data directory " + dataDir + ": " + e, e);
        }
    }

    /** Returns where the cluster of a data directory is, or would be. */
    static Path clusterOf(Path dataDir) throws IOException {
        return clusterUnder(dataDir.resolve("postgres"));
    }

    private static Path clusterUnder(Path beside) throws IOException {
        Path location = beside.resolve(LOCATION);
        if (!Files.exists(location)) {
            return beside.resolve(CLUSTER);
        }
        Path written = Path.of(Files.readString(location).strip());
        if (!Files.isDirectory(written)) {
            throw unusable(location + " says that the database is in " + written + ", which does not exist");
        }
        return written.resolve(CLUSTER);
    }

    private static Path locate(Path beside, Optional<ServerAccount> account, Path elsewhere) throws IOException {
        Path location = beside.resolve(LOCATION);
        if (Files.exists(location)) {
            return Path.of(Files.readString(location).strip());
        }
        Optional<Path> closed = account.flatMap(to -> firstClosedAbove(to, beside));
        if (closed.isEmpty()) {
            return beside;
        }
        if (Files.isDirectory(beside.resolve(CLUSTER))) {
            throw unusable("the database in " + beside.resolve(CLUSTER) + " belongs to user "
                    + account.orElseThrow().uid() + ", who may not enter " + closed.get() + "; allow it (chmod o+x "
                    + closed.get() + ")");
        }
        Path chosen = Files.createDirectories(elsewhere.resolve("postgres-" + digest(beside)));
        Files.writeString(location, chosen + "\n");
        LOG.warn(
                "PostgreSQL does not run as root, and user {} may not enter {}: the database is in {}",
                account.orElseThrow().uid(),
                closed.get(),
                chosen);
        return chosen;
    }

    /** The directory itself is opened by us; only those above it are the user's. */
    private static Optional<Path> firstClosedAbove(ServerAccount account, Path directory) {
        Path parent = directory.getParent();
        return parent == null ? Optional.empty() : account.firstClosed(parent);
    }

    private static ServerHome lock(Path directory, Optional<ServerAccount> account) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw unusable("the database in " + directory + " is in use by another process (" + holder
                    + "); stop it or choose another --data-dir");
        }
        channel.truncate(0);
        String owner = "pid " + ProcessHandle.current().pid();
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
        return new ServerHome(directory, account, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    private static String digest(Path path) {
        return Sha256.hex(path.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private static CandorException unusable(String message) {
        return new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, message);
    }

    /** Unlocks the directory. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            LOG.warn("cannot unlock {}", directory, e);
        }
    }
}
