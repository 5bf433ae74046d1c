package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.function.LongSupplier;

/** Refuses work that nobody waits for any more, before it costs anything. */
final class Shedding {
    private final LongSupplier nanoTime;

    Shedding(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Throws OVERLOADED when the deadline, a {@link System#nanoTime} value, is over. */
    void check(long deadlineNanos) {
        long lateNanos = nanoTime.getAsLong() - deadlineNanos;
        if (lateNanos > 0) {
            throw new CandorException(
                    ErrorCode.OVERLOADED, "the request was " + lateNanos / 1_000_000 + " ms over its deadline");
        }
    }
}
