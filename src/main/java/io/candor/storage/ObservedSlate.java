package io.candor.storage;

import io.candor.event.Decision;
import java.util.Set;

/**
 * A slate as it was decided, and what came of it.
 *
 * @param decision without exposure and context
 * @param rewarded positions at which an action of the kind that was asked for happened
 */
public record ObservedSlate(Decision decision, Set<Integer> rewarded) {
    public ObservedSlate {
        rewarded = Set.copyOf(rewarded);
    }
}
