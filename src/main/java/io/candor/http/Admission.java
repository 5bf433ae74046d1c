package io.candor.http;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Decides what one event loop works on: who cannot be answered in time is refused at once instead of waiting.
 *
 * <p>A request is worked on from when it has arrived whole until it is answered. Events are held to nothing but {@code max_in_flight},
 * together with what is neither an event nor a slate, so that slates never take their room. Slates are held to a limit of their own: it
 * grows by one with each slate that is answered within a quarter of the deadline while half of the limit is in use, and shrinks by
 * three tenths with one that is not (additive increase, multiplicative decrease), once for all that were admitted before it shrank. It is at
 * most {@code max_slates}; refusing costs half of what a cheap slate does, so that many cheap ones that wait a little are better served
 * than refused. Everything else is admitted while slates and the rest use less than half of that limit; one such request is always
 * worked on, so that an operator gets through.
 *
 * <p>Belongs to one event loop. The library's limit takes a monitor with each sample, for which nobody else ever asks.
 */
final class Admission {
    private static final int DEADLINE_SHARE = 4;
    private static final int FEWEST_SLATES = 8;
    /** Before it is known how long they take. */
    private static final int SLATES_AT_FIRST = 512;

    private static final double BACKOFF = 0.7;

    private final int maxInFlight;
    private final Limit slates;
    private final HttpMetrics metrics;
    private final CandorException overloaded;
    private final int[] working = new int[Priority.values().length];
    private boolean shrunk;
    private long shrunkNanos;

    Admission(int maxInFlight, int maxSlates, Duration deadline, HttpMetrics metrics) {
        this.maxInFlight = maxInFlight;
        int first = Math.min(SLATES_AT_FIRST, maxSlates);
        this.slates = AIMDLimit.newBuilder()
                .initialLimit(first)
                .maxLimit(maxSlates)
                .backoffRatio(BACKOFF)
                .minLimit(Math.min(FEWEST_SLATES, maxSlates))
                .timeout(deadline.toNanos() / DEADLINE_SHARE, TimeUnit.NANOSECONDS)
                .build();
        this.metrics = metrics;
        this.overloaded = new CandorException(ErrorCode.OVERLOADED, "too much is under way here, try again later");
        metrics.slateLimit(first);
    }

    /** Returns whether a request of this priority would be worked on now. */
    boolean hasRoom(Priority priority) {
        return switch (priority) {
            case EVENTS -> working(Priority.EVENTS) + working(Priority.REST) < maxInFlight;
            case SLATES -> working(Priority.SLATES) < slates.getLimit();
            case REST ->
                working(Priority.REST) == 0
                        || (hasRoom(Priority.EVENTS)
                                && 2 * (working(Priority.SLATES) + working(Priority.REST)) < slates.getLimit());
        };
    }

    /** Returns how many slates may be worked on at a time, as things are. */
    int slateLimit() {
        return slates.getLimit();
    }

    void begin(Priority priority) {
        working[priority.ordinal()]++;
    }

    /** Ends what {@link #begin} began at {@code beginNanos}. */
    void end(Priority priority, long beginNanos, long endNanos) {
        if (priority == Priority.SLATES && !(shrunk && beginNanos - shrunkNanos < 0)) {
            learn(beginNanos, endNanos);
        }
        working[priority.ordinal()]--;
    }

    private void learn(long beginNanos, long endNanos) {
        int before = slates.getLimit();
        slates.onSample(beginNanos, endNanos - beginNanos, working(Priority.SLATES), false);
        int change = slates.getLimit() - before;
        if (change < 0) {
            shrunk = true;
            shrunkNanos = endNanos;
        }
        if (change != 0) {
            metrics.slateLimit(change);
        }
    }

    CandorException overloaded() {
        return overloaded;
    }

    /** Returns what a refused request is told, after counting it. */
    CandorException refuse() {
        metrics.shed();
        return overloaded;
    }

    private int working(Priority priority) {
        return working[priority.ordinal()];
    }
}
