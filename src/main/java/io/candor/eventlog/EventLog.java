package io.candor.eventlog;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * An append-only durable log of opaque records under ascending sequence numbers from 1. A number is never given twice;
 * numbers are consecutive but for jumps after a failure, a restart with a damaged end, or {@link #advanceTo}.
 *
 * <p>Thread-safe. {@link #append}, {@link #release}, {@link #durable}, {@link #advanceTo} and {@link #status} never
 * block and may be called on an event loop; {@link #read}, {@link #erase} and {@link #close} wait for the disk.
 */
public interface EventLog extends AutoCloseable {
    /**
     * Opens the journal in a directory, which is made when it is not there. Every kept record is verified first.
     *
     * @param random makes the id of a new journal; must not be predictable, since forged records are told by it
     * @param nanoTime as {@link System#nanoTime}
     * @throws io.candor.error.CandorException DATA_DIRECTORY_UNUSABLE when another process has it open, when it holds the files
     *     of another journal or of a newer version, or when it cannot be written; EVENTLOG_FULL when the disk is full
     */
    static EventLog open(Path directory, EventLogConfig config, RandomGenerator random, LongSupplier nanoTime) {
        return Journal.open(directory, config, random, nanoTime, new DiskFiles());
    }

    /**
     * Queues records that become durable in this order, all or none. Appends of one thread keep their order.
     *
     * @param records not empty; the list is copied, the payloads are retained
     * @param completion told exactly once. A success is told on the log's own thread. A refusal is told with EVENTLOG_FULL
     *     (the disk, or {@code max_backlog}), EVENTLOG_UNAVAILABLE (the disk fails, or the log is closed) or OVERLOADED
     *     ({@code max_queued}): what is known at once on the calling thread before this returns, the rest on the log's own
     * @throws IllegalArgumentException when there is no record, one is longer than {@code max_record}, or all together
     *     are longer than {@link #maxAppendBytes}
     */
    void append(List<LogRecord> records, Completion completion);

    /**
     * As {@link #append}, of records for which nobody waits: they may linger up to {@value AppendQueue#LINGER_MILLIS} ms for others
     * that are to be forced with them, and become durable before whatever is appended after them.
     */
    void appendLater(List<LogRecord> records, Completion completion);

    /** Returns the bound for one append, on the sum of {@link LogRecord#storedBytes}. */
    long maxAppendBytes();

    /** Returns the sequence number of the last durable record, 0 before the first. */
    long durable();

    /**
     * Reads durable records in order; damaged and erased ones are left out.
     *
     * @param after the sequence number after which to begin, 0 or more
     * @param maxRecords at least 1
     * @param maxBytes bound on the payloads together; a single longer record is returned alone
     * @throws io.candor.error.CandorException EVENTLOG_UNAVAILABLE when a file cannot be read, or the log is closed
     */
    Batch read(long after, int maxRecords, int maxBytes);

    /**
     * Says that everything up to a sequence number is kept elsewhere. Whole files before it are deleted, a little later and
     * on another thread. A number lower than an earlier one changes nothing. Not remembered over a restart.
     *
     * @throws IllegalArgumentException when the number is above {@link #durable}
     */
    void release(long upTo);

    /**
     * Says that numbers up to this one are taken, because a reader's own position is there already: with a log restored
     * from an old copy, new records would otherwise lie before that position and never be read. Changes nothing when the log
     * has passed the number. To be called before the first append.
     */
    void advanceTo(long sequence);

    /**
     * Blanks the durable records that a predicate picks, in all kept files, in place: length and number stay, kind and
     * payload are gone. Finished by the next start when the process dies in the middle of it. Records that are queued, and
     * those appended meanwhile, are not looked at.
     *
     * @param wanted called for each durable record on the calling thread
     * @return how many records were blanked, durably
     * @throws io.candor.error.CandorException EVENTLOG_UNAVAILABLE when the disk fails; erasing again finishes the work
     */
    int erase(Predicate<StoredRecord> wanted);

    /** Returns the random id that was made with the directory; it names this log to readers that keep a position. */
    UUID id();

    JournalStatus status();

    /** Makes durable what is queued, stops, and lets go of the directory. Appends after it are refused. */
    @Override
    void close();
}
