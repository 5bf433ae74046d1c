package io.candor.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The right to replace a key file, against other processes ({@code <file>.lock}) and threads. */
final class KeyFileLock implements AutoCloseable {
    private static final ReentrantLock THREADS = new ReentrantLock();
    private static final String OWNER_ONLY = "rw-------";

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private KeyFileLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits for the right. */
    static KeyFileLock acquire(Path path) throws IOException {
        THREADS.lock();
        try {
            Path file = Files.exists(path) ? path.toRealPath() : path;
            FileChannel channel = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    ownerOnly());
            try {
                return new KeyFileLock(file, channel, channel.lock());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    /**
     * Replaces the file by the text, durably and at once: whoever reads it sees the old one or the new one.
     *
     * <p>The new one belongs to the owner of the old one, or of the directory, where we may give it away, so that a server
     * under another account can read what an administrator made.
     */
    void replace(String text) throws IOException {
        Path directory = file.resolveSibling("");
        Path draft = Files.createTempFile(directory, "api.keys", ".new", ownerOnly());
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            giveAway(draft, Files.getOwner(Files.exists(file) ? file : directory));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            force(directory);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void giveAway(Path draft, UserPrincipal owner) {
        try {
            if (!Files.getOwner(draft).equals(owner)) {
                Files.setOwner(draft, owner);
            }
        } catch (IOException e) {
            // Only root may; anybody else keeps what he makes.
        }
    }

    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot; the file itself is safe.
        }
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
