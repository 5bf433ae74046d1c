package io.candor.verticle;

import io.candor.eventlog.Batch;
import io.candor.eventlog.Completion;
import io.candor.eventlog.EventLog;
import io.candor.eventlog.JournalStatus;
import io.candor.eventlog.LogRecord;
import io.candor.eventlog.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** A log whose disk never confirms anything; counts what it was given. */
final class SilentLog implements EventLog {
    private final UUID id = new UUID(1, 1);
    private int appended;

    int appended() {
        return appended;
    }

    @Override
    public void append(List<LogRecord> records, Completion completion) {
        appended += records.size();
    }

    @Override
    public void appendLater(List<LogRecord> records, Completion completion) {
        append(records, completion);
    }

    @Override
    public long maxAppendBytes() {
        return 1 << 20;
    }

    @Override
    public long durable() {
        return 0;
    }

    @Override
    public Batch read(long after, int maxRecords, int maxBytes) {
        return new Batch(List.of(), after);
    }

    @Override
    public void release(long upTo) {}

    @Override
    public void advanceTo(long sequence) {}

    @Override
    public int erase(Predicate<StoredRecord> wanted) {
        return 0;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public JournalStatus status() {
        return new JournalStatus(true, 0, 0, 0, 0, 0, 1, 0, 0, Optional.empty());
    }

    @Override
    public void close() {}
}
