package io.candor.ranking;

/** How much of its score an item keeps for this user: 1 all of it, 0 none. Read-only during a ranking. */
@FunctionalInterface
public interface Damping {
    /** Nothing is damped. */
    Damping NONE = ordinal -> 1;

    /** Returns the factor of an item, 0 to 1. */
    double at(int ordinal);
}
