package io.candor.offpolicy;

import java.util.function.IntToDoubleFunction;

/**
 * Estimators that take a request as a whole: what a slot earns may depend on the slots above it, or on all.
 *
 * <pre>
 *   SIPS        w_{1:L} Σ_k r_k                          any reward
 *   RIPS        Σ_k w_{1:k} r_k                          a slot depends on those above it
 *   cascade-DR  Σ_k w_{1:k} (r_k − Q_k) + w_{1:k−1} E Q_k   the same, with a predicted reward-to-go
 *   PI          q_eᵀ Γ_b⁺ 1_a · Σ_k r_k                   the request's reward is a sum over item-position pairs
 * </pre>
 *
 * with w_{1:k} the ratio of P(the items down to k). Self-normalised ones divide by the mean weight, RIPS that of each slot.
 *
 * <p>Source: McInerney et al., "Counterfactual evaluation of slate recommendations with sequential reward interactions" (RIPS),
 * KDD 2020; Kiyohara et al., "Doubly robust off-policy evaluation for ranking policies under the cascade behavior model", WSDM
 * 2022; Swaminathan et al., "Off-policy evaluation for slate recommendation" (PI), NIPS 2017.
 */
final class SlateEstimators {
    private final Outcomes outcomes;
    private final double[] earned;
    private final int slots;

    SlateEstimators(Outcomes outcomes) {
        this.outcomes = outcomes;
        this.earned = new double[outcomes.size()];
        for (int row = outcomes.size() - 1; row >= 0; row--) {
            earned[row] = outcomes.row(row).reward() + (outcomes.last(row) ? 0 : earned[row + 1]);
        }
        this.slots = outcomes.slots();
    }

    RatioSum sips() {
        return RatioSum.mean(outcomes, row -> outcomes.last(row) ? prefix(row) * total(row) : 0);
    }

    RatioSum snsips() {
        return normalised(row -> outcomes.last(row) ? prefix(row) : 0);
    }

    RatioSum rips() {
        return RatioSum.mean(outcomes, row -> prefix(row) * outcomes.row(row).reward());
    }

    RatioSum snrips() {
        return RatioSum.ratios(
                outcomes,
                row -> prefix(row) * outcomes.row(row).reward(),
                this::prefix,
                outcomes::slot,
                slots,
                row -> 0);
    }

    /**
     * Returns PI.
     *
     * @param weight of the request of a row; asked once a request
     */
    RatioSum pseudoInverse(IntToDoubleFunction weight) {
        return RatioSum.mean(outcomes, row -> outcomes.last(row) ? weight.applyAsDouble(row) * total(row) : 0);
    }

    RatioSum selfNormalisedPseudoInverse(IntToDoubleFunction weight) {
        return normalised(row -> outcomes.last(row) ? weight.applyAsDouble(row) : 0);
    }

    RatioSum cascadeDr(RewardsToGo predicted) {
        return RatioSum.mean(outcomes, row -> {
            double above = outcomes.slot(row) == 0 ? 1 : prefix(row - 1);
            return prefix(row) * (outcomes.row(row).reward() - predicted.logged(row)) + above * predicted.expected(row);
        });
    }

    /** Predicted rewards from a slot to the end of the request. */
    interface RewardsToGo {
        /** Returns Q_k of what the row shows. */
        double logged(int row);

        /** Returns Σ_a π_e(a | the items above) Q_k(a). */
        double expected(int row);

        /**
         * Returns those of item and position alone: what comes below is expected of the target, whatever stands here. A
         * prediction may be as crude as that; it is only taken from what was earned.
         */
        static RewardsToGo of(Outcomes outcomes, ItemRewards rewards) {
            double[] below = new double[outcomes.size()];
            for (int row = outcomes.size() - 2; row >= 0; row--) {
                below[row] = outcomes.last(row) ? 0 : below[row + 1] + rewards.expected(row + 1);
            }
            return new RewardsToGo() {
                @Override
                public double logged(int row) {
                    return rewards.logged(row) + below[row];
                }

                @Override
                public double expected(int row) {
                    return rewards.conditional(row) + below[row];
                }
            };
        }
    }

    /** Weights stand in the last row of a request. */
    private RatioSum normalised(IntToDoubleFunction weight) {
        return RatioSum.ratios(
                outcomes,
                row -> weight.applyAsDouble(row) * total(row),
                weight,
                row -> outcomes.last(row) ? 0 : 1,
                1,
                row -> 0);
    }

    private double prefix(int row) {
        return outcomes.row(row).prefixWeight();
    }

    /** Returns what the request of a row earned. */
    private double total(int row) {
        return earned[row - outcomes.slot(row)];
    }
}
