package io.candor.http;

import io.candor.serving.Slate;
import io.candor.serving.Stage;

/** What a trace tells of a slate, kept until its request is over; only made while there are traces. */
final class SlateTrace {
    private final String placement;
    private final String model;
    private final String policy;
    private final String degraded;
    private final long[] ends;

    /** @param ends when each stage ended, by ordinal; copied */
    SlateTrace(String placement, Slate slate, long[] ends) {
        this.placement = placement;
        this.model = slate.model();
        this.policy = slate.policy();
        this.degraded = slate.degraded().orElse("");
        this.ends = ends.clone();
    }

    String placement() {
        return placement;
    }

    String model() {
        return model;
    }

    String policy() {
        return policy;
    }

    /** Returns why it is less than it could be; empty when it is not. */
    String degraded() {
        return degraded;
    }

    /** Returns the {@link System#nanoTime} value at which a stage ended. */
    long endNanos(Stage stage) {
        return ends[stage.ordinal()];
    }
}
