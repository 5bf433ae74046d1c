package io.candor.eventlog;

import java.util.List;

/**
 * What a read found.
 *
 * @param records in ascending order of their sequence numbers; without erased and damaged ones
 * @param through the number up to which the log was looked through, with which to go on reading; at least the {@code
 *     after} that was asked for, and beyond the last record when what follows it is erased, damaged or was never given
 */
public record Batch(List<StoredRecord> records, long through) {
    public Batch {
        records = List.copyOf(records);
    }
}
