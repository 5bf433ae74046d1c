package io.candor.http;

import io.candor.serving.Slate;

/**
 * What a trace tells of a slate, kept until its request is over; only made while there are traces.
 *
 * @param degraded why it is less than it could be; empty when it is not
 * @param ends when each {@link io.candor.serving.Stage} ended, by ordinal; retained
 */
record SlateTrace(String placement, String model, String policy, String degraded, long[] ends) {
    /** @param ends copied */
    static SlateTrace of(String placement, Slate slate, long[] ends) {
        return new SlateTrace(
                placement, slate.model(), slate.policy(), slate.degraded().orElse(""), ends.clone());
    }
}
