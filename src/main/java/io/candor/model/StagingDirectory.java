package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that becomes visible under its name all at once: filled beside the target under a name that begins with a
 * dot, then renamed. Not thread-safe.
 */
final class StagingDirectory {
    private final Path parent;
    private final Path target;
    private final Path staging;

    private StagingDirectory(Path parent, Path target, Path staging) {
        this.parent = parent;
        this.target = target;
        this.staging = staging;
    }

    /** Creates the staging directory, and the parents of the target. */
    static StagingDirectory beside(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a bundle cannot be the root directory");
        }
        refuseIfTaken(absolute);
        Files.createDirectories(parent);
        Path staging = Files.createTempDirectory(parent, "." + absolute.getFileName() + ".");
        return new StagingDirectory(parent, absolute, staging);
    }

    static void refuseIfTaken(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(target)) {
            try (Stream<Path> entries = Files.list(target)) {
                empty = entries.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw taken(target, null);
        }
    }

    private static CandorException taken(Path target, @Nullable Throwable cause) {
        return new CandorException(
                ErrorCode.USAGE,
                target + " exists already and bundles are never overwritten; choose another directory or version",
                cause);
    }

    Path path() {
        return staging;
    }

    Path resolve(String file) {
        return staging.resolve(file);
    }

    /** Returns the names of the files in it, in order. */
    List<String> files() throws IOException {
        try (Stream<Path> entries = Files.list(staging)) {
            return entries.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Renames it to the target and makes that durable; its files must be durable already. */
    Path publish() throws IOException {
        Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
        force(staging);
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw taken(target, e);
        }
        force(parent);
        return target;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes it with what is in it; nothing happens when it is gone. */
    void discard() throws IOException {
        try (Stream<Path> tree = Files.walk(staging)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
