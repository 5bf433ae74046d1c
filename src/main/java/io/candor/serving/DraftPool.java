package io.candor.serving;

import java.util.ArrayDeque;

/** The drafts of one event loop that are not in use. Not thread-safe. */
final class DraftPool {
    private static final int MAX_IDLE = 64;

    private final ArrayDeque<Draft> idle = new ArrayDeque<>();

    Draft take() {
        Draft draft = idle.poll();
        return draft == null ? new Draft(this) : draft;
    }

    void giveBack(Draft draft) {
        if (idle.size() < MAX_IDLE) {
            idle.push(draft);
        }
    }
}
