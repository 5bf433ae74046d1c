package io.candor.storage;

import com.sun.security.auth.module.UnixSystem;
import io.candor.config.Secret;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data directory of the embedded server: made once by {@code initdb}, with a random password that only this process's
 * user can read. A half-made one is never taken for a whole one: it gets its name by a rename at the end.
 *
 * @param directory {@code PGDATA}
 * @param password of {@link #USER}
 */
record PostgresCluster(Path directory, Secret password) {
    static final String USER = "candor";
    static final String DATABASE = "postgres";

    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(3);
    private static final int PASSWORD_BYTES = 24;

    /**
     * Opens the cluster, making it first when there is none.
     *
     * @throws CandorException {@code DATA_DIRECTORY_UNUSABLE} when it is of another major version, of another user, or
     *     without its password; {@code DATABASE_UNAVAILABLE} when {@code initdb} fails
     */
    static PostgresCluster open(ServerHome home, PostgresBinaries binaries, ServerCommand command) {
        try {
            Path passwordFile = home.directory().resolve("password");
            if (!Files.isDirectory(home.cluster())) {
                make(home, binaries, command, passwordFile);
            }
            checkVersion(home.cluster(), binaries.major());
            checkOwner(home.cluster(), home.account());
            if (!Files.isRegularFile(passwordFile)) {
                throw unusable("the password of the database is gone: " + passwordFile + " does not exist");
            }
            return new PostgresCluster(home.cluster(), password(passwordFile));
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot use the database in " + home.cluster() + ": " + e, e);
        }
    }

    static Secret password(Path file) throws IOException {
        return Secret.of(Files.readString(file).strip());
    }

    private static void make(ServerHome home, PostgresBinaries binaries, ServerCommand command, Path passwordFile)
            throws IOException {
        Optional<ServerAccount> account = home.account();
        removePartial(home.directory());
        Path partial = privateDirectory(home.directory(), account);
        Path forInitdb = partial.resolve("password");
        writePassword(passwordFile);
        Files.copy(passwordFile, forInitdb, StandardCopyOption.COPY_ATTRIBUTES);
        if (account.isPresent()) {
            account.get().own(forInitdb);
        }
        Path made = partial.resolve("cluster");
        Subprocess.Outcome outcome = Subprocess.run(
                command.oneShot(List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + made,
                        "--username=" + USER,
                        "--pwfile=" + forInitdb,
                        "--auth=scram-sha-256",
                        // The password is random: many rounds would protect nothing, and every start would wait for
                        // them.
                        "--set=scram_iterations=1",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions")),
                partial,
                INITDB_TIMEOUT);
        if (outcome.status() != 0) {
            throw new CandorException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "cannot make a database in " + made + ": " + outcome.output() + hint(outcome.output()));
        }
        Files.move(made, home.cluster(), StandardCopyOption.ATOMIC_MOVE);
        removePartial(home.directory());
    }

    private static String hint(String output) {
        return output.contains("effective user ID")
                ? "; give the user an entry in /etc/passwd, run as another one, or set database.uri"
                : "";
    }

    private static Path privateDirectory(Path parent, Optional<ServerAccount> account) throws IOException {
        Path directory = Files.createTempDirectory(parent, "initdb-");
        if (account.isPresent()) {
            account.get().own(directory);
        }
        return directory;
    }

    private static void removePartial(Path home) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (name.startsWith("initdb-") || name.startsWith("unpacking-")) {
                    FileTree.delete(entry);
                }
            }
        }
    }

    private static void writePassword(Path file) throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static void checkVersion(Path cluster, int major) throws IOException {
        Path file = cluster.resolve("PG_VERSION");
        String version = Files.isRegularFile(file) ? Files.readString(file).strip() : "none";
        if (!version.equals(Integer.toString(major))) {
            throw unusable("the database in " + cluster + " is of PostgreSQL " + version + ", this build brings "
                    + major + "; start it with the build that made it, or choose another --data-dir");
        }
    }

    private static void checkOwner(Path cluster, Optional<ServerAccount> account) throws IOException {
        int owner = ServerAccount.ownerOf(cluster).uid();
        int runner = account.map(ServerAccount::uid).orElseGet(() -> (int) new UnixSystem().getUid());
        if (owner != runner) {
            throw unusable("the database in " + cluster + " belongs to user " + owner
                    + ", but the server would run as user " + runner);
        }
    }

    private static CandorException unusable(String message) {
        return new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, message);
    }
}
