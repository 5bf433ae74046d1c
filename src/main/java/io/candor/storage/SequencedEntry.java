package io.candor.storage;

import io.candor.event.LogEntry;

/**
 * An entry of a log and where it stands there.
 *
 * @param sequence 1 or more, ascending within a log; gaps are allowed
 * @param entry what was logged
 */
public record SequencedEntry(long sequence, LogEntry entry) {
    public SequencedEntry {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequences begin at 1, was " + sequence);
        }
    }
}
