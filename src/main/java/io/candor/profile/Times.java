package io.candor.profile;

import java.util.Arrays;

/** The latest of many times: sorted arrays of bounded length. All methods are pure. */
final class Times {
    /** Stands for "never". */
    static final long NEVER = Long.MIN_VALUE;

    static final long[] NONE = {};

    private Times() {}

    /** Returns the {@code most} latest of these times and one more, ascending; the array itself when nothing changes. */
    static long[] plus(long[] times, long time, int most) {
        int at = times.length;
        while (at > 0 && times[at - 1] > time) {
            at--;
        }
        if (times.length < most) {
            long[] longer = new long[times.length + 1];
            System.arraycopy(times, 0, longer, 0, at);
            longer[at] = time;
            System.arraycopy(times, at, longer, at + 1, times.length - at);
            return longer;
        }
        if (at == 0) {
            return times;
        }
        long[] moved = new long[most];
        System.arraycopy(times, 1, moved, 0, at - 1);
        moved[at - 1] = time;
        System.arraycopy(times, at, moved, at, most - at);
        return moved;
    }

    /** Returns those after a time. */
    static long[] after(long[] times, long time) {
        int from = 0;
        while (from < times.length && times[from] <= time) {
            from++;
        }
        if (from == 0) {
            return times;
        }
        return from == times.length ? NONE : Arrays.copyOfRange(times, from, times.length);
    }

    /** Returns the latest, or {@link #NEVER}. */
    static long last(long[] times) {
        return times.length == 0 ? NEVER : times[times.length - 1];
    }
}
