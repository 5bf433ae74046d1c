package io.candor.retrieval;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time of the calling thread; what other threads and processes do does not count. */
final class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuClock() {}

    /** Returns nanoseconds since an arbitrary point. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
