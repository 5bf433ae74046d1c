/**
 * What a policy would have earned, from the log of another one.
 *
 * <p>Input: {@link io.candor.offpolicy.Outcomes}, one row a slot that was shown: the reward, and how likely the policy of the log
 * and the one in question are to show this item there. Output: {@link io.candor.offpolicy.OffPolicyReport}: the value of the
 * policy a request by several estimators, each with standard error and interval, and what tells whether to believe them.
 *
 * <pre>
 *   log ── OpenBanditLog, replay ──► Outcomes ──┬─► WeightDiagnostics
 *   TargetLaw, SlateLaw ────────────────────────┤
 *   Outcomes + law ── ItemRewards ──────────────┴─► ItemEstimators, SlateEstimators ── RatioSum ──► Estimate
 * </pre>
 *
 * <p>Notation: w = π_e / π_b, the weight of a row; r its reward; q̂ a predicted reward; V the value of the target policy a
 * request.
 *
 * <p>Invariants: probabilities are those of the policy, never those of being looked at. Requests of one unit (a user) are not
 * independent: errors are over units. What is random is seeded; results do not depend on the number of threads.
 *
 * <p>Source: Saito, Aihara, Matsutani, Narita, "Open bandit dataset and pipeline", NeurIPS 2021, for the estimators' names and
 * data; each class names its own. Nothing here is on the request path.
 */
@NullMarked
package io.candor.offpolicy;

import org.jspecify.annotations.NullMarked;
