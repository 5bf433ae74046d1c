package io.candor.exploration;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a slate is drawn from a ranked list. Each can be mixed with the uniform draw by {@link ExplorationConfig#floor}.
 *
 * <p>In the formulas N is the number of candidates that are not pinned, L that of free slots, in base order.
 */
public enum Policy {
    /** The first L, for certain. With a floor: the uniform bucket for a share of the requests. */
    GREEDY,
    /** Every ordered choice of L out of N is equally likely. */
    UNIFORM,
    /** The first L; with probability epsilon one slot of them, at random, shows a random candidate from beyond. */
    EXPLORE_SLOT,
    /** Slot by slot a candidate in proportion to exp(logit). */
    PLACKETT_LUCE,
    /** By independent normal numbers with mean score and standard deviation logit, largest first. */
    THOMPSON,
    /** The first L; with probability 1/2 the first changes places with a random other one. */
    RAND_PAIR,
    /** The first L in pairs, beginning with the first or the second by a fair coin; each pair is swapped by a fair coin. */
    FAIR_PAIRS,
    /** Base order and the order of the logits (smallest first) pick in turn; a fair coin says who begins each round. */
    TEAM_DRAFT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Returns the name in configurations, answers and logs. */
    public String wire() {
        return wire;
    }

    /**
     * Returns the policy of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Policy of(String wire) {
        return Arrays.stream(values())
                .filter(p -> p.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("policy must be one of "
                        + Arrays.stream(values()).map(Policy::wire).toList() + ", was " + wire));
    }
}
