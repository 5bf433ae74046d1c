package io.candor.eventlog;

import java.util.Optional;

/**
 * How the log is, for metrics and health. The figures are taken one after the other and may be a moment apart.
 *
 * @param accepting whether an append would be queued now
 * @param durable sequence number of the last durable record, 0 when none
 * @param released sequence number up to which readers keep everything themselves
 * @param backlogBytes bytes in the files that are not released; interpolated inside the file that is partly released
 * @param backlogRecords durable sequence numbers that are not released
 * @param queuedBytes bytes waiting to become durable
 * @param segments files kept
 * @param commits how often the disk was asked to make records durable since the start
 * @param damaged records that were found damaged or missing since the start
 * @param lastFailure why the disk last failed, in a sentence; stays after recovery
 */
public record JournalStatus(
        boolean accepting,
        long durable,
        long released,
        long backlogBytes,
        long backlogRecords,
        long queuedBytes,
        int segments,
        long commits,
        long damaged,
        Optional<String> lastFailure) {}
