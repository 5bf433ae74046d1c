package io.candor.verticle;

import java.util.concurrent.TimeUnit;

/**
 * How long the projection rests between two stretches of the log, so that acknowledgements and slates come first.
 *
 * <p>When more entries become durable while a stretch is stored than that stretch has, the machine does not keep up with both. Then
 * the projection takes a {@code share} of the time as long as no more than half of {@code mostWaiting} entries or {@code mostBytes} bytes wait; a
 * share that grows evenly from there; and all it can get from {@code mostWaiting} or {@code mostBytes} on. A backlog that a burst has left is
 * so worked off beside requests and not instead of them. As soon as fewer arrive, it takes all it can get. Pure.
 */
record ProjectionPace(double share, long mostWaiting, long mostBytes) {
    /** One rest is no longer, whatever a stretch took. */
    static final long LONGEST_REST_MILLIS = 1_000;

    /** @param mostBytes at most what the log takes */
    static ProjectionPace of(ProjectorConfig config, long mostBytes) {
        return new ProjectionPace(config.share(), config.yieldBacklog(), mostBytes);
    }

    /**
     * What one stretch came to.
     *
     * @param nanos how long it took to read and store it
     * @param stored entries it had
     * @param arrived entries that became durable meanwhile
     * @param waiting entries that are durable and not stored
     * @param waitingBytes bytes of those
     */
    record Step(long nanos, long stored, long arrived, long waiting, long waitingBytes) {}

    /** Returns milliseconds to rest after a step, 0 for none. */
    long restMillis(Step step) {
        if (step.arrived <= step.stored) {
            return 0;
        }
        double rest = step.nanos * (1 / shareAt(fullness(step)) - 1);
        return Math.min(LONGEST_REST_MILLIS, TimeUnit.NANOSECONDS.toMillis((long) rest));
    }

    /** Returns how much of what may wait does, 1 or more when it is as much as may. */
    private double fullness(Step step) {
        return Math.max((double) step.waiting / mostWaiting, (double) step.waitingBytes / mostBytes);
    }

    private double shareAt(double fullness) {
        double beyondHalf = Math.clamp(2 * fullness - 1, 0, 1);
        return share + (1 - share) * beyondHalf;
    }
}
