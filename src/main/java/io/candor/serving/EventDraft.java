package io.candor.serving;

import io.candor.event.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An event as the client tells it, each field well-formed by itself.
 *
 * @param id the client's id
 * @param token slate token, unverified; empty when not given
 * @param item id; empty when not given
 * @param positions 1-based positions of the token's slate, at most {@link #MAX_POSITIONS}; empty when not given
 * @param user id; empty when not given
 * @param session id; empty when not given
 * @param clientMillis the client's time, epoch milliseconds
 * @param action what happened
 */
public record EventDraft(
        Optional<UUID> id,
        String token,
        String item,
        List<Integer> positions,
        String user,
        String session,
        OptionalLong clientMillis,
        Action action) {
    /** Most positions of one event. */
    public static final int MAX_POSITIONS = 100;

    public EventDraft {
        positions = List.copyOf(positions);
        if (positions.size() > MAX_POSITIONS) {
            throw new IllegalArgumentException(
                    "positions must have at most " + MAX_POSITIONS + " entries, has " + positions.size());
        }
    }
}
