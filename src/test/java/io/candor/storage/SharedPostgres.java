package io.candor.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests of one JVM share: a temporary directory, the unpacked programs, and one server. */
final class SharedPostgres {
    static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private static final Path ROOT = makeRoot();
    private static final PostgresBinaries BINARIES = PostgresBinaries.unpack(ROOT);

    private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();

    private SharedPostgres() {}

    private static Optional<EmbeddedPostgres> server = Optional.empty();

    /** Returns the one server of this JVM, started at first use and stopped when the JVM ends. */
    static synchronized EmbeddedPostgres server() {
        if (server.isEmpty()) {
            server = Optional.of(start(ROOT.resolve("shared")));
        }
        return server.get();
    }

    static EmbeddedPostgres start(Path dataDir) {
        return EmbeddedPostgres.start(dataDir, START_TIMEOUT, Optional.of(BINARIES));
    }

    static PostgresBinaries binaries() {
        return BINARIES;
    }

    /** Returns a new directory that the server's account can enter. */
    static Path directory(String name) {
        try {
            Path directory = open(Files.createTempDirectory(ROOT, name + "-"));
            DIRECTORIES.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the directories that were handed out; their servers are closed. A test class calls this at its end. */
    static synchronized void removeDirectories() {
        try {
            for (Path directory : List.copyOf(DIRECTORIES)) {
                FileTree.delete(directory);
                DIRECTORIES.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path makeRoot() {
        try {
            Path root = open(Files.createTempDirectory("candor-postgres-"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path open(Path directory) throws IOException {
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static synchronized void remove(Path root) {
        try {
            server.ifPresent(EmbeddedPostgres::close);
            FileTree.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
