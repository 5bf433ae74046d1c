package io.candor.eventlog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The event log on the local disk. A directory holds
 *
 * <pre>
 *   lock                      held while a process has the journal open
 *   journal.id                the journal's id, see {@link SegmentHeader}
 *   0000000000000000001.log   a segment, named after its first sequence number
 *   0000000000000173204.log
 *   spare                     the next segment, full of zeros
 * </pre>
 *
 * <p>A segment is its {@link SegmentHeader}, {@link Frame}s without gaps, and zeros. One thread appends ({@link Committer});
 * one prepares the spare segment and deletes released ones ({@link SpareSegments}, {@link ReleasedSegments}); readers and
 * erasers work on the callers' threads ({@link LogReader}, {@link Eraser}).
 */
final class Journal implements EventLog {
    private static final Logger LOG = LogManager.getLogger(Journal.class);

    private final UUID id;
    private final long maxRecord;
    private final long maxAppend;
    private final long maxBacklog;
    private final CandorException backlogFull;

    private final JournalLock lock;
    private final Segments segments;
    private final DamageLedger damage;
    private final ExecutorService housekeeping;
    private final AppendQueue queue;
    private final Committer committer;
    private final Thread committing;
    private final LogReader reader;
    private final Eraser eraser;
    private final ReleasedSegments releasedSegments;

    private final AtomicLong released = new AtomicLong();
    private volatile long backlogBytes;
    private volatile boolean closed;

    private Journal(Opening opening, EventLogConfig config, LongSupplier nanoTime) {
        this.id = opening.id();
        this.lock = opening.lock();
        this.segments = opening.segments();
        this.damage = opening.damage();
        this.housekeeping = opening.housekeeping();
        this.maxRecord = config.maxRecord().bytes();
        this.maxAppend = maxAppendBytes(config);
        this.maxBacklog = config.maxBacklog().bytes();
        this.backlogFull = new CandorException(
                ErrorCode.EVENTLOG_FULL, "more than " + config.maxBacklog() + " of events wait for the database");
        ReadWriteLock overwriting = new ReentrantReadWriteLock();
        this.reader = new LogReader(opening.files(), segments, damage, overwriting.readLock());
        this.eraser = new Eraser(opening.files(), segments, damage, overwriting.writeLock());
        this.releasedSegments = new ReleasedSegments(opening.files(), opening.directory(), segments, housekeeping);
        this.queue = new AppendQueue(config.maxQueued().bytes());
        this.committer = new Committer(
                queue, opening.roll(), opening.active(), config.retry().toNanos(), nanoTime, this::settle);
        this.committing = new Thread(committer, "candor-journal");
        this.committing.setDaemon(true);
        this.released.set(Math.max(0, segments.kept().getFirst().first() - 1));
        settle();
    }

    static Journal open(
            Path directory, EventLogConfig config, RandomGenerator random, LongSupplier nanoTime, JournalFiles files) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        try {
            Journal journal = new Journal(Opening.of(directory, files, config, random), config, nanoTime);
            journal.committing.start();
            return journal;
        } catch (IOException e) {
            CandorException failure = JournalFailure.of(e);
            throw failure.code() == ErrorCode.EVENTLOG_FULL ? failure : unusable(directory, e);
        }
    }

    private static CandorException unusable(Path directory, IOException e) {
        return new CandorException(
                ErrorCode.DATA_DIRECTORY_UNUSABLE, "the journal " + directory + " cannot be opened: " + e, e);
    }

    private static long maxAppendBytes(EventLogConfig config) {
        long segment = config.segmentSize().bytes() - SegmentHeader.BYTES;
        return Math.min(segment & -Frame.ALIGN, config.maxQueued().bytes());
    }

    @Override
    public void append(List<LogRecord> records, Completion completion) {
        append(records, completion, true);
    }

    @Override
    public void appendLater(List<LogRecord> records, Completion completion) {
        append(records, completion, false);
    }

    private void append(List<LogRecord> records, Completion completion, boolean urgent) {
        List<LogRecord> copy = List.copyOf(records);
        Submission submission = new Submission(copy, checkedBytes(copy), completion, urgent);
        CandorException outage = committer.outage();
        if (outage != null) {
            completion.refused(outage);
        } else if (backlogBytes + queue.bytes() + submission.bytes() > maxBacklog) {
            completion.refused(backlogFull);
        } else {
            queue.add(submission);
        }
    }

    private long checkedBytes(List<LogRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("an append must have at least one record");
        }
        long bytes = 0;
        for (LogRecord logRecord : records) {
            if (logRecord.length() > maxRecord) {
                throw new IllegalArgumentException(
                        "a record may have " + maxRecord + " bytes, was " + logRecord.length());
            }
            bytes += logRecord.storedBytes();
        }
        if (bytes > maxAppend) {
            throw new IllegalArgumentException("an append may have " + maxAppend + " bytes, was " + bytes);
        }
        return bytes;
    }

    @Override
    public long maxAppendBytes() {
        return maxAppend;
    }

    @Override
    public long durable() {
        return segments.durable();
    }

    @Override
    public Batch read(long after, int maxRecords, int maxBytes) {
        if (after < 0 || maxRecords < 1) {
            throw new IllegalArgumentException(
                    "after must be at least 0 and max records 1, were " + after + " and " + maxRecords);
        }
        refuseIfClosed();
        try {
            return reader.read(after, maxRecords, maxBytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void release(long upTo) {
        long durable = durable();
        if (upTo > durable) {
            throw new IllegalArgumentException("only " + durable + " records are durable, cannot release " + upTo);
        }
        released.accumulateAndGet(upTo, Math::max);
        settle();
    }

    @Override
    public void advanceTo(long sequence) {
        committer.advanceTo(sequence);
    }

    @Override
    public int erase(Predicate<StoredRecord> wanted) {
        refuseIfClosed();
        try {
            return eraser.erase(wanted);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public JournalStatus status() {
        long durable = durable();
        long upTo = released.get();
        return new JournalStatus(
                !closed && committer.outage() == null && backlogBytes < maxBacklog,
                durable,
                upTo,
                segments.bytesAfter(upTo),
                durable - upTo,
                queue.bytes(),
                segments.kept().size(),
                committer.commits(),
                damage.records(),
                committer.lastFailure().or(releasedSegments::lastFailure));
    }

    /** Brings the backlog up to date, and has files deleted that nobody needs any more. */
    private void settle() {
        long upTo = released.get();
        backlogBytes = segments.bytesAfter(upTo);
        releasedSegments.deleteUpTo(upTo);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw JournalFailure.closed();
        }
    }

    private static CandorException unreadable(IOException e) {
        return new CandorException(ErrorCode.EVENTLOG_UNAVAILABLE, "the files of the event log cannot be read", e);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.stop();
        boolean interrupted = false;
        while (committing.isAlive()) {
            try {
                committing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        housekeeping.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the journal's lock was not released in order: {}", e.toString());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
