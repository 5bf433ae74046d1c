package io.candor.storage;

import com.sun.security.auth.module.UnixSystem;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom the embedded server runs when this process is root, which PostgreSQL refuses to be.
 *
 * @param uid of an account in {@code /etc/passwd}, which {@code initdb} insists on; never 0
 * @param gid its group
 */
record ServerAccount(int uid, int gid) {
    private static final List<String> NAMES = List.of("candor", "postgres", "nobody");
    private static final int OTHERS_MAY_ENTER = 0001;
    private static final int GROUP_MAY_ENTER = 0010;
    private static final int OWNER_MAY_ENTER = 0100;

    /**
     * Returns the account to change to: the owner of the directory when that is not root, else the first of {@code
     * candor}, {@code postgres} and {@code nobody} that exists; empty when this process is not root.
     *
     * @throws CandorException {@code DATABASE_UNAVAILABLE} when there is none of them
     */
    static Optional<ServerAccount> forProcess(Path directory) {
        if (new UnixSystem().getUid() != 0) {
            return Optional.empty();
        }
        ServerAccount owner = ownerOf(directory);
        if (owner.uid != 0) {
            return Optional.of(owner);
        }
        return Optional.of(NAMES.stream()
                .flatMap(name -> accountNamed(name).stream())
                .findFirst()
                .orElseThrow(() -> new CandorException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "the embedded PostgreSQL does not run as root, and there is no account candor, postgres or"
                                + " nobody to change to; run as another user or set database.uri")));
    }

    private static Optional<ServerAccount> accountNamed(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 3 && fields[0].equals(name) && !fields[2].equals("0"))
                    .map(fields -> new ServerAccount(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static ServerAccount ownerOf(Path directory) {
        return new ServerAccount(attribute(directory, "uid"), attribute(directory, "gid"));
    }

    /** Returns the first directory on the way to (and including) the path that the account may not enter. */
    Optional<Path> firstClosed(Path path) {
        Path at = path.getRoot();
        for (Path name : path) {
            at = at == null ? name : at.resolve(name);
            if (!mayEnter(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private boolean mayEnter(Path directory) {
        int mode = attribute(directory, "mode");
        if (attribute(directory, "uid") == uid) {
            return (mode & OWNER_MAY_ENTER) != 0;
        }
        return (mode & (attribute(directory, "gid") == gid ? GROUP_MAY_ENTER : OTHERS_MAY_ENTER)) != 0;
    }

    /** Makes a file or directory the account's own. */
    void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
    }

    private static int attribute(Path path, String name) {
        try {
            return (int) Files.getAttribute(path, "unix:" + name);
        } catch (IOException e) {
            throw new CandorException(ErrorCode.DATA_DIRECTORY_UNUSABLE, "cannot look at directory " + path, e);
        }
    }
}
