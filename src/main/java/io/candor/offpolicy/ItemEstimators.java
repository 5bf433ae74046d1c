package io.candor.offpolicy;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Estimators that take the slots of a request one by one: what a slot earns depends on its item and position alone. For slates
 * these are the item-position estimators (IIPS and its kin); the value is the sum over slots.
 *
 * <pre>
 *   DM        Σ_a π_e(a) q̂(a)                 IPS       w r
 *   clipped   min(w, c) r                      SNIPS     n Σ w r / Σ w, by slot
 *   DR        DM + w (r − q̂)                   SNDR      DM + n Σ w (r − q̂) / Σ w, by slot
 *   switch    DM + w 1[w ≤ τ] (r − q̂)          DRos      DM + λ w / (w² + λ) (r − q̂)
 *   sub-Gaussian   w / (1 − λ + λ w), for w, with q̂ (DR) or without (IPS)
 *   MIPS      w̄(e) r, w̄(e) the mean weight of the rows that show an item of group e at this position
 * </pre>
 *
 * <p>Source: Dudík, Langford, Li, "Doubly robust policy evaluation and learning", ICML 2011; Swaminathan, Joachims, "The
 * self-normalized estimator for counterfactual learning", NIPS 2015; Wang, Agarwal, Dudík, "Optimal and adaptive off-policy
 * evaluation in contextual bandits" (switch), ICML 2017; Su et al., "Doubly robust off-policy evaluation with shrinkage",
 * ICML 2020; Metelli, Russo, Restelli, "Subgaussian and differentiable importance sampling", NeurIPS 2021; Saito, Joachims,
 * "Off-policy evaluation for large action spaces via embeddings", ICML 2022; item-position: Li et al., "Offline evaluation of
 * ranking policies with click models", KDD 2018. Differs: MIPS takes the mean of logged weights in a cell for their expectation,
 * instead of a classifier; the switch goes by w, not by the logged probability.
 */
final class ItemEstimators {
    private final Outcomes outcomes;
    private final ItemRewards rewards;
    private final int slots;
    private final int positions;

    ItemEstimators(Outcomes outcomes, ItemRewards rewards) {
        this.outcomes = outcomes;
        this.rewards = rewards;
        this.slots = outcomes.slots();
        this.positions = outcomes.positions() + 1;
    }

    /** Returns what the policy of the log earned. */
    RatioSum onPolicy() {
        return RatioSum.mean(outcomes, this::reward);
    }

    RatioSum directMethod() {
        return RatioSum.mean(outcomes, rewards::expected);
    }

    RatioSum ips() {
        return weighted(w -> w);
    }

    RatioSum clipped(double most) {
        return weighted(w -> Math.min(w, most));
    }

    RatioSum subGaussianIps(double lambda) {
        return weighted(w -> w / (1 - lambda + lambda * w));
    }

    RatioSum snips() {
        return RatioSum.ratios(
                outcomes, row -> weight(row) * reward(row), this::weight, outcomes::slot, slots, row -> 0);
    }

    /** Normalises by the mean weight of each position instead of each slot; not the same where requests begin anywhere. */
    RatioSum snipsByPosition() {
        IntUnaryOperator position = row -> outcomes.row(row).position();
        return RatioSum.ratios(outcomes, row -> weight(row) * reward(row), this::weight, position, positions, row -> 0);
    }

    RatioSum doublyRobust() {
        return corrected(w -> w);
    }

    /** Returns DR less what was earned: what they have in common cancels, request by request. */
    RatioSum difference() {
        return RatioSum.mean(outcomes, row -> rewards.expected(row) + weight(row) * residual(row) - reward(row));
    }

    RatioSum sndr() {
        return RatioSum.ratios(
                outcomes, row -> weight(row) * residual(row), this::weight, outcomes::slot, slots, rewards::expected);
    }

    RatioSum switchDr(double threshold) {
        return corrected(w -> w <= threshold ? w : 0);
    }

    /** DR with optimistic shrinkage: λ 0 is the direct method, infinity DR. */
    RatioSum shrunkDr(double lambda) {
        return corrected(w -> lambda == Double.POSITIVE_INFINITY ? w : w == 0 ? 0 : lambda * w / (w * w + lambda));
    }

    RatioSum subGaussianDr(double lambda) {
        return corrected(w -> w / (1 - lambda + lambda * w));
    }

    /**
     * Returns MIPS.
     *
     * @param groupOf the group of an item, 0 or more
     */
    RatioSum marginalised(IntUnaryOperator groupOf) {
        GroupWeights weights = GroupWeights.of(outcomes, groupOf);
        return RatioSum.mean(outcomes, row -> weights.of(row) * reward(row));
    }

    private RatioSum weighted(DoubleUnaryOperator weight) {
        return RatioSum.mean(outcomes, row -> weight.applyAsDouble(weight(row)) * reward(row));
    }

    private RatioSum corrected(DoubleUnaryOperator weight) {
        IntToDoubleFunction contribution =
                row -> rewards.expected(row) + weight.applyAsDouble(weight(row)) * residual(row);
        return RatioSum.mean(outcomes, contribution);
    }

    private double weight(int row) {
        return outcomes.row(row).weight();
    }

    private double reward(int row) {
        return outcomes.row(row).reward();
    }

    private double residual(int row) {
        return reward(row) - rewards.logged(row);
    }
}
