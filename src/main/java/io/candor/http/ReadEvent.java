package io.candor.http;

import io.candor.serving.EventDraft;

/** One entry of a batch of events, as it was read. */
sealed interface ReadEvent {
    /** It keeps to the format. */
    record Drafted(EventDraft draft) implements ReadEvent {}

    /**
     * It does not.
     *
     * @param id the event's, when that much could be read; else empty
     * @param message what is wrong, naming field, value and bound
     */
    record Malformed(String id, String message) implements ReadEvent {}
}
