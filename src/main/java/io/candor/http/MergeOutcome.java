package io.candor.http;

/** How far a merge has come when it is answered. */
public sealed interface MergeOutcome {
    /**
     * It is done.
     *
     * @param items how many items the profile knows now
     */
    record Done(int items) implements MergeOutcome {}

    /** It is durable, and follows when the storage can be reached again. */
    record Pending() implements MergeOutcome {}
}
