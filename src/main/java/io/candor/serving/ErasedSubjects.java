package io.candor.serving;

import io.candor.event.Subject;

/** Knows which subjects wished to be forgotten. Thread-safe; answers from memory. */
@FunctionalInterface
public interface ErasedSubjects {
    /** Returns whether the subject was erased at or after this time (epoch milliseconds). */
    boolean erased(Subject subject, long timeMillis);
}
