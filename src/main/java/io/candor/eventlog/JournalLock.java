package io.candor.eventlog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one journal. Between processes by a lock on the file {@code lock}; within the process by a set of
 * paths, because POSIX drops a process's lock as soon as any of its descriptors of that file is closed.
 */
final class JournalLock implements Closeable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private JournalLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the lock; throws DATA_DIRECTORY_UNUSABLE when it is taken. */
    static JournalLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw taken(directory, "this process");
        }
        boolean locked = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(directory, "another process");
            }
            locked = true;
            return new JournalLock(real, channel);
        } finally {
            if (!locked) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static CandorException taken(Path directory, String by) {
        return new CandorException(
                ErrorCode.DATA_DIRECTORY_UNUSABLE, "the journal " + directory + " is open in " + by + " already");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }
}
