package io.candor.serving;

import io.candor.event.Decision;

/** Takes the decisions that become slates. Called on event loops; must not block. */
@FunctionalInterface
public interface DecisionLog {
    /**
     * Takes a decision, before its slate is shown to anybody.
     *
     * @return whether it was taken; when not, the slate is marked degraded, since no estimate can count on it
     */
    boolean offer(Decision decision);
}
