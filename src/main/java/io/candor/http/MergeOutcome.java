package io.candor.http;

/** How far a merge has come when it is answered. */
public sealed interface MergeOutcome {
    /**
     * It is done.
     *
     * @param events how many went over
     * @param items how many items the profile knows now
     */
    record Done(int events, int items) implements MergeOutcome {}

    /** It is durable, and follows when the storage can be reached again. */
    record Pending() implements MergeOutcome {}
}
