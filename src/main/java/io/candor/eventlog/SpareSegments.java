package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The segment after the current one, written full of zeros ahead of time. So a full disk shows before an event depends on
 * it, and making records durable changes no metadata of the file. Belongs to one thread; the zeros are written on another, which rests
 * after every few of them as long as nobody waits for the segment, so that it is not in the way of those who answer requests.
 */
final class SpareSegments {
    static final String NAME = "spare";

    private static final Logger LOG = LogManager.getLogger(SpareSegments.class);
    /** Where memory has to be fetched first, a page takes 10 us and more, and the system may let nobody else go on meanwhile. */
    private static final int CHUNK = 1 << 16;

    private static final int FORCE_EVERY = 128;
    /** Three or four times what writing a chunk takes: a segment of 64 MB is ready in a second. */
    private static final long REST_NANOS = 750_000;

    private final JournalFiles files;
    private final Path directory;
    private final long segmentBytes;
    private final long reserve;
    private final Executor preparer;
    private volatile boolean wanted;
    private @Nullable CompletableFuture<JournalFile> next;

    SpareSegments(JournalFiles files, Path directory, EventLogConfig config, Executor preparer) {
        this.files = files;
        this.directory = directory;
        this.segmentBytes = config.segmentSize().bytes();
        this.reserve = config.reserve().bytes();
        this.preparer = preparer;
    }

    /** Begins to prepare a spare when there is none; an attempt that failed is made again. */
    void prepare() {
        next = prepared();
    }

    private CompletableFuture<JournalFile> prepared() {
        return next == null || next.isCompletedExceptionally()
                ? CompletableFuture.supplyAsync(this::allocate, preparer)
                : next;
    }

    /** Says whether the last attempt failed. */
    boolean failed() {
        return next != null && next.isCompletedExceptionally();
    }

    /** Returns the spare, which then lies under {@link #NAME}; waits when it is being prepared. */
    JournalFile take() throws IOException {
        wanted = true;
        CompletableFuture<JournalFile> prepared = prepared();
        next = null;
        try {
            return prepared.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AllocationFailed failure) {
                throw failure.why;
            }
            throw e;
        } finally {
            wanted = false;
        }
    }

    /** Lets go of a prepared spare. */
    void discard() throws IOException {
        CompletableFuture<JournalFile> prepared = next;
        if (prepared == null) {
            return;
        }
        next = null;
        wanted = true;
        try {
            prepared.join().close();
        } catch (CompletionException e) {
            LOG.debug("there is no spare segment to let go of", e);
        }
        files.delete(directory.resolve(NAME));
    }

    private JournalFile allocate() {
        try {
            long usable = files.usableBytes(directory);
            if (usable < segmentBytes + reserve) {
                throw new JournalFailure.DiskFull(usable, segmentBytes + reserve);
            }
            JournalFile file = files.create(directory.resolve(NAME));
            try {
                fill(file);
                return file;
            } catch (IOException e) {
                abandon(file);
                throw e;
            }
        } catch (IOException e) {
            LOG.warn("no segment could be prepared in {}: {}", directory, e.toString());
            throw new AllocationFailed(e);
        }
    }

    private void fill(JournalFile file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, segmentBytes));
        int chunks = 0;
        for (long at = 0; at < segmentBytes; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), segmentBytes - at));
            file.write(zeros, at);
            if (++chunks % FORCE_EVERY == 0) {
                file.force();
            }
            if (!wanted) {
                LockSupport.parkNanos(this, REST_NANOS);
            }
        }
        file.force();
    }

    private void abandon(JournalFile file) {
        try {
            file.close();
            files.delete(directory.resolve(NAME));
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", directory.resolve(NAME), e.toString());
        }
    }

    private static final class AllocationFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException why;

        AllocationFailed(IOException why) {
            super(why);
            this.why = why;
        }
    }
}
