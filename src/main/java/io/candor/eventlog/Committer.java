package io.candor.eventlog;

import io.candor.error.CandorException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: takes everything queued, writes it, forces it once, and tells all who wait.
 *
 * <p>An append never spans two segments. When a write or a force fails, everything under way is refused, the segment is cut at
 * its durable end and never written again (a disk may drop pages whose force failed), and numbers that were used are not
 * used again. The next segment says in its header where the durable part of the log ended, so that what could not be cut
 * does not come back after a restart. Until there is a new segment appends are refused at once; it is tried right away, and then
 * every {@code retry}.
 */
final class Committer implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Committer.class);
    private static final long COMMIT_BYTES = 8 << 20;

    private final AppendQueue queue;
    private final SegmentRoll roll;
    private final long retryNanos;
    private final LongSupplier nanoTime;
    private final Runnable afterCommit;

    private final ArrayDeque<Submission> taken = new ArrayDeque<>();
    private final ArrayDeque<Written> written = new ArrayDeque<>();
    private @Nullable ActiveSegment active;
    private long nextSequence;
    private long retryAt;

    private final AtomicLong floor = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private volatile @Nullable CandorException outage;
    private volatile Optional<String> lastFailure = Optional.empty();

    private record Written(Submission submission, long first) {}

    /**
     * @param active where to go on; the committer owns it from now on
     * @param afterCommit run after records became durable, before that is told
     */
    Committer(
            AppendQueue queue,
            SegmentRoll roll,
            ActiveSegment active,
            long retryNanos,
            LongSupplier nanoTime,
            Runnable afterCommit) {
        this.queue = queue;
        this.roll = roll;
        this.active = active;
        this.retryNanos = retryNanos;
        this.nanoTime = nanoTime;
        this.afterCommit = afterCommit;
        this.nextSequence = active.nextSequence();
    }

    /** Returns why appends are refused at present, null when they are not. */
    @Nullable
    CandorException outage() {
        return outage;
    }

    Optional<String> lastFailure() {
        return lastFailure;
    }

    long commits() {
        return commits.get();
    }

    /** Sees to it that numbers given from now on are above this one. */
    void advanceTo(long sequence) {
        floor.accumulateAndGet(sequence, Math::max);
    }

    @Override
    public void run() {
        try {
            while (!queue.stopping() || !queue.isEmpty()) {
                step();
            }
        } catch (RuntimeException | Error e) {
            fail(new IOException("the committer ended", e));
            LOG.error("the journal's committer ended; appends are refused from now on", e);
        } finally {
            queue.end();
            closeFiles();
        }
    }

    private void step() {
        if (outage == null) {
            queue.await(0);
            commitQueued();
            return;
        }
        if (nanoTime.getAsLong() - retryAt >= 0) {
            recover();
        }
        CandorException why = outage;
        if (why != null) {
            queue.refuseAll(why);
            queue.await(retryNanos);
        }
    }

    private void commitQueued() {
        long bytes = 0;
        for (Submission next; bytes < COMMIT_BYTES && (next = queue.poll()) != null; bytes += next.bytes()) {
            taken.add(next);
        }
        try {
            while (!taken.isEmpty()) {
                commitRun();
            }
        } catch (IOException e) {
            fail(e);
        }
        if (bytes > 0) {
            prepareAgainIfDue();
        }
    }

    /** Commits as many of the taken appends as fit into one segment, at least one. */
    private void commitRun() throws IOException {
        ActiveSegment segment = writable(taken.element().bytes());
        while (!taken.isEmpty() && segment.hasRoom(taken.element().bytes())) {
            Submission next = taken.element();
            written.add(new Written(next, segment.put(next)));
            taken.remove();
        }
        segment.commit();
        commits.incrementAndGet();
        afterCommit.run();
        for (Written done = written.poll(); done != null; done = written.poll()) {
            queue.done(done.submission);
            tell(done);
        }
    }

    private ActiveSegment writable(long bytes) throws IOException {
        ActiveSegment current = active;
        if (current != null && current.hasRoom(bytes) && current.nextSequence() > floor.get()) {
            return current;
        }
        if (current != null) {
            nextSequence = current.nextSequence();
            active = null;
            current.close();
        }
        return begin();
    }

    private ActiveSegment begin() throws IOException {
        nextSequence = Math.max(nextSequence, floor.get() + 1);
        ActiveSegment begun = roll.begin(nextSequence);
        active = begun;
        return begun;
    }

    private void fail(IOException e) {
        CandorException why = JournalFailure.of(e);
        outage = why;
        lastFailure = Optional.of(why.getMessage() + ": " + e);
        LOG.error("the journal cannot be written; events are refused until it can be", e);
        retryAt = nanoTime.getAsLong() + (active == null ? retryNanos : 0);
        cutActive();
        for (Written lost = written.poll(); lost != null; lost = written.poll()) {
            queue.done(lost.submission);
            tell(lost.submission, why);
        }
        for (Submission lost = taken.poll(); lost != null; lost = taken.poll()) {
            queue.done(lost);
            tell(lost, why);
        }
    }

    private void cutActive() {
        ActiveSegment current = active;
        if (current == null) {
            return;
        }
        active = null;
        nextSequence = current.nextSequence() + 1;
        try {
            current.cut();
        } catch (IOException e) {
            LOG.warn("the journal's segment could not be cut at its durable end: {}", e.toString());
        }
    }

    private void recover() {
        try {
            begin();
            outage = null;
            LOG.info("the journal can be written again");
        } catch (IOException e) {
            CandorException why = JournalFailure.of(e);
            outage = why;
            lastFailure = Optional.of(why.getMessage() + ": " + e);
            retryAt = nanoTime.getAsLong() + retryNanos;
        }
    }

    private void prepareAgainIfDue() {
        long now = nanoTime.getAsLong();
        if (now - retryAt >= 0) {
            retryAt = now + retryNanos;
            roll.prepareAgain();
        }
    }

    private void closeFiles() {
        try {
            if (active != null) {
                active.close();
            }
            roll.discardSpare();
        } catch (IOException e) {
            LOG.warn("the journal's files were not closed in order: {}", e.toString());
        }
    }

    private static void tell(Written done) {
        try {
            done.submission.completion().durable(done.first);
        } catch (RuntimeException e) {
            LOG.error("a completion failed", e);
        }
    }

    /** Tells a refusal; what the completion throws is logged. */
    static void tell(Submission refused, CandorException why) {
        try {
            refused.completion().refused(why);
        } catch (RuntimeException e) {
            LOG.error("a completion failed", e);
        }
    }
}
