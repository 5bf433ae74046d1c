package io.candor.offpolicy;

import io.candor.math.Bootstrap;
import java.util.function.IntUnaryOperator;

/**
 * How a policy is judged from a log.
 *
 * @param folds of units among which predicted rewards are cross-fitted; 1 for fitting to all
 * @param bootstrap makes intervals; clustered by unit
 * @param groupOf the group of an item for MIPS, 0 or more; each item of its own where groups are not known
 */
public record OffPolicyPlan(int folds, Bootstrap bootstrap, IntUnaryOperator groupOf) {
    public OffPolicyPlan {
        if (folds < 1) {
            throw new IllegalArgumentException("folds must be at least 1, were " + folds);
        }
    }

    /** Returns a plan without groups. */
    public static OffPolicyPlan of(int folds, Bootstrap bootstrap) {
        return new OffPolicyPlan(folds, bootstrap, IntUnaryOperator.identity());
    }
}
