package io.candor.verticle;

import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Merge;
import io.candor.storage.FeedbackStore.Projection;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/** How the projection is doing, for metrics. Written by the projector, read by anybody. */
public final class ProjectionProgress {
    private static final long CAUGHT_UP = Long.MAX_VALUE;

    private final InstantSource clock;
    private final LongAdder events = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder decisions = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile long oldestMillis = CAUGHT_UP;

    public ProjectionProgress(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the age of the oldest entry that was read and is not in the database, in seconds; 0 when there is none. */
    public double lagSeconds() {
        long oldest = oldestMillis;
        return oldest == CAUGHT_UP ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
    }

    public long events() {
        return events.sum();
    }

    public long duplicates() {
        return duplicates.sum();
    }

    public long decisions() {
        return decisions.sum();
    }

    /** Returns how many entries the database refused for what was in them. */
    public long rejected() {
        return rejected.sum();
    }

    /** Returns how many attempts failed. */
    public long failures() {
        return failures.sum();
    }

    void caughtUp() {
        oldestMillis = CAUGHT_UP;
    }

    void behind(EntryReader.Stretch stretch) {
        if (!stretch.entries().isEmpty()) {
            oldestMillis = timeOf(stretch.entries().getFirst().entry());
        }
    }

    void stored(Projection stored) {
        events.add(stored.events());
        duplicates.add(stored.duplicates());
        decisions.add(stored.decisions());
        rejected.add(stored.rejected());
    }

    void failed() {
        failures.increment();
    }

    private static long timeOf(LogEntry entry) {
        return switch (entry) {
            case Event event -> event.receivedMillis();
            case Decision decision -> decision.slate().timeMillis();
            case Erasure erasure -> erasure.timeMillis();
            case Merge merge -> merge.timeMillis();
        };
    }
}
