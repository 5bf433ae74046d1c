package io.candor.http;

import io.candor.event.Subject;
import io.vertx.core.Future;

/** What is known of people, as the HTTP API sees it. */
public interface UserService {
    /**
     * Returns what is known of a subject, empty when nothing is; or fails with STORAGE_UNAVAILABLE, OVERLOADED or
     * DEADLINE_EXCEEDED.
     *
     * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
     */
    Future<UserView> view(Subject subject, long deadlineNanos);

    /**
     * Forgets a subject: state and log. Completes when that is durable at least; fails with EVENTLOG_FULL or
     * EVENTLOG_UNAVAILABLE when it is not.
     */
    Future<ErasureOutcome> erase(Subject subject);

    /**
     * Makes two subjects one. Completes when that is durable at least; fails with EVENTLOG_FULL or EVENTLOG_UNAVAILABLE when
     * it is not.
     */
    Future<MergeOutcome> merge(Subject from, Subject into);
}
