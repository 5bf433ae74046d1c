package io.candor.eventlog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appends waiting for the committer: many producers, one consumer, bounded by bytes. Producers neither lock nor wait: they
 * add to a {@link ConcurrentLinkedQueue}, and wake the consumer only when it sleeps.
 *
 * <p>As long as nobody waits for what is queued, the consumer is let linger for some milliseconds, so that it forces many such
 * appends at once and not each as it comes.
 */
final class AppendQueue {
    static final long LINGER_MILLIS = 10;

    /** With as much as this waiting, there is nothing to linger for. */
    private static final long LINGER_BYTES = 1 << 20;

    private final ConcurrentLinkedQueue<Submission> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long maxBytes;
    private final CandorException overloaded;
    private volatile @Nullable Thread sleeper;
    private volatile @Nullable Thread lingerer;
    private volatile boolean urgent;
    private volatile boolean stopping;
    private volatile boolean ended;

    AppendQueue(long maxBytes) {
        this.maxBytes = maxBytes;
        this.overloaded = new CandorException(
                ErrorCode.OVERLOADED, "more than " + maxBytes + " bytes of events wait for the disk, try again later");
    }

    long bytes() {
        return bytes.get();
    }

    /** Queues an append, or refuses it on the calling thread. */
    void add(Submission submission) {
        if (stopping) {
            submission.completion().refused(JournalFailure.closed());
            return;
        }
        if (bytes.addAndGet(submission.bytes()) > maxBytes) {
            bytes.addAndGet(-submission.bytes());
            submission.completion().refused(overloaded);
            return;
        }
        waiting.add(submission);
        if (submission.urgent() || bytes.get() > LINGER_BYTES) {
            hurry();
        }
        wake();
        if (ended) {
            refuseAll(JournalFailure.closed());
        }
    }

    /** Takes the next append; its bytes count until {@link #done}. */
    @Nullable
    Submission poll() {
        return waiting.poll();
    }

    void done(Submission submission) {
        bytes.addAndGet(-submission.bytes());
    }

    /** Refuses everything that waits. */
    void refuseAll(CandorException why) {
        for (Submission next = waiting.poll(); next != null; next = waiting.poll()) {
            done(next);
            Committer.tell(next, why);
        }
    }

    /** Sleeps on the consumer's thread until there is something to do, or at most for some time when that is above 0. */
    void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (waiting.isEmpty() && !stopping) {
            if (maxNanos > 0) {
                LockSupport.parkNanos(this, maxNanos);
            } else {
                LockSupport.park(this);
            }
        }
        sleeper = null;
        linger();
    }

    /** Sleeps a little unless somebody waits; what is added before the flag is taken back is polled afterwards. */
    private void linger() {
        lingerer = Thread.currentThread();
        if (!urgent && !stopping && !waiting.isEmpty() && bytes.get() <= LINGER_BYTES) {
            LockSupport.parkNanos(this, LINGER_MILLIS * 1_000_000);
        }
        lingerer = null;
        urgent = false;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean stopping() {
        return stopping;
    }

    /** Refuses appends from now on; what is queued is still to be taken. */
    void stop() {
        stopping = true;
        hurry();
        wake();
    }

    /** Says that nobody takes from the queue any more. */
    void end() {
        ended = true;
        refuseAll(JournalFailure.closed());
    }

    private void hurry() {
        urgent = true;
        Thread thread = lingerer;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void wake() {
        Thread thread = sleeper;
        if (thread != null) {
            sleeper = null;
            LockSupport.unpark(thread);
        }
    }
}
