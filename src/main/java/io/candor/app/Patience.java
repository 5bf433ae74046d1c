package io.candor.app;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a server does in its own time, for commands; looks every few milliseconds. */
final class Patience {
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 50;

    private Patience() {}

    /**
     * Returns once a condition holds.
     *
     * @param what is said if it never does
     * @throws CandorException INTERNAL after ten minutes
     */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > MOST.toNanos()) {
                throw new CandorException(
                        ErrorCode.INTERNAL, what + " did not come about within " + MOST.toMinutes() + " minutes");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
