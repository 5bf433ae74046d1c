package io.candor.bench;

import java.util.Arrays;

/** How long requests took, and how many events a second they brought. Not thread-safe. */
final class Latencies {
    private final int eventsEach;
    private final long beginNanos = System.nanoTime();
    private long endNanos;
    private long[] nanos = new long[1 << 12];
    private int count;
    private int refused;
    private boolean sorted;

    Latencies(int eventsEach) {
        this.eventsEach = eventsEach;
    }

    long begin() {
        return beginNanos;
    }

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
        sorted = false;
    }

    void end() {
        endNanos = System.nanoTime();
    }

    /** Adds requests that were refused for want of time, and sent again. */
    void refused(int more) {
        refused += more;
    }

    int refused() {
        return refused;
    }

    long events() {
        return (long) count * eventsEach;
    }

    double seconds() {
        return (endNanos - beginNanos) / 1e9;
    }

    double eventsPerSecond() {
        return events() / seconds();
    }

    /** Returns a quantile in microseconds, NaN without any. */
    double micros(double quantile) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        return nanos[Math.min(count - 1, (int) (count * quantile))] / 1e3;
    }
}
