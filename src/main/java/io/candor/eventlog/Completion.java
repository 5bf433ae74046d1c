package io.candor.eventlog;

import io.candor.error.CandorException;

/**
 * What became of an append. Called on the log's own thread, so it must be short: hand over to the event loop that waits. What
 * it throws is logged and otherwise ignored.
 */
public interface Completion {
    /**
     * All records of the append are durable.
     *
     * @param first the sequence number of the first of them; the others follow without a gap
     */
    void durable(long first);

    /** No record of the append is in the log, nor ever will be, unless the process dies right after a failing disk. */
    void refused(CandorException why);
}
