package io.candor.verticle;

import io.candor.event.Subject;

/** What the projector is asked to do with subjects. */
sealed interface UserMessage {
    /** Forget a subject. */
    record Erase(Subject subject) implements UserMessage {}

    /** What is known of one subject belongs to another from now on. */
    record Join(Subject from, Subject into) implements UserMessage {}
}
