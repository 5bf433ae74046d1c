package io.candor.eventlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Deletes segments that are released as a whole, oldest first, never the last. Thread-safe; works on another thread. */
final class ReleasedSegments {
    private static final Logger LOG = LogManager.getLogger(ReleasedSegments.class);

    private final JournalFiles files;
    private final Path directory;
    private final Segments segments;
    private final Executor housekeeping;
    private final AtomicLong released = new AtomicLong();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Optional<String> lastFailure = Optional.empty();

    ReleasedSegments(JournalFiles files, Path directory, Segments segments, Executor housekeeping) {
        this.files = files;
        this.directory = directory;
        this.segments = segments;
        this.housekeeping = housekeeping;
    }

    Optional<String> lastFailure() {
        return lastFailure;
    }

    /** Has the segments deleted whose last record is not above a sequence number; does not wait. */
    void deleteUpTo(long upTo) {
        released.accumulateAndGet(upTo, Math::max);
        if (isDeletable(segments.kept(), upTo) && underWay.compareAndSet(false, true)) {
            try {
                housekeeping.execute(this::delete);
            } catch (RejectedExecutionException e) {
                LOG.debug("the journal is closed; the next start releases again");
            }
        }
    }

    private static boolean isDeletable(List<Segment> kept, long released) {
        return kept.size() > 1 && kept.getFirst().last() <= released;
    }

    private void delete() {
        boolean deleted = tryDelete();
        underWay.set(false);
        if (deleted) {
            // What was released while this was under way was not taken up.
            deleteUpTo(released.get());
        }
    }

    private boolean tryDelete() {
        try {
            while (isDeletable(segments.kept(), released.get())) {
                Segment oldest = segments.kept().getFirst();
                files.delete(oldest.file());
                files.forceDirectory(directory);
                segments.remove(oldest);
            }
            return true;
        } catch (IOException e) {
            String why = "a released segment of the journal could not be deleted: " + e;
            if (!lastFailure.equals(Optional.of(why))) {
                LOG.warn(why);
            }
            lastFailure = Optional.of(why);
            return false;
        }
    }
}
