package io.candor.verticle;

import io.candor.event.LogEntry;
import io.candor.event.LogEntryCodec;
import io.candor.eventlog.Batch;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.StoredRecord;
import io.candor.storage.SequencedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Reads the event log as entries. Waits for the disk: for worker threads. Thread-safe. */
final class EntryReader {
    private static final Logger LOG = LogManager.getLogger(EntryReader.class);
    /** Of the log; slates take some three times that as objects, and their rows more. */
    private static final int MOST_BYTES = 2 << 20;

    private final EventLog log;
    private final int mostRecords;
    private final UnaryOperator<LogEntry> prepare;

    EntryReader(EventLog log, int mostRecords) {
        this(log, mostRecords, UnaryOperator.identity());
    }

    /** @param prepare makes of an entry what is wanted of it; on the thread that reads */
    EntryReader(EventLog log, int mostRecords, UnaryOperator<LogEntry> prepare) {
        this.log = log;
        this.mostRecords = mostRecords;
        this.prepare = prepare;
    }

    /**
     * A stretch of the log.
     *
     * @param entries what could be read, in order
     * @param through up to where the log was looked through
     */
    record Stretch(List<SequencedEntry> entries, long through) {}

    /** Returns what follows a sequence number; an entry that cannot be read is logged and left out. */
    Stretch after(long sequence) {
        Batch batch = log.read(sequence, mostRecords, MOST_BYTES);
        List<SequencedEntry> entries = new ArrayList<>(batch.records().size());
        for (StoredRecord stored : batch.records()) {
            try {
                LogEntry entry = prepare.apply(LogEntryCodec.decode(stored.kind(), stored.payload()));
                entries.add(new SequencedEntry(stored.sequence(), entry));
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "record {} of the event log is not understood and left out: {}",
                        stored.sequence(),
                        e.getMessage());
            }
        }
        return new Stretch(entries, batch.through());
    }
}
