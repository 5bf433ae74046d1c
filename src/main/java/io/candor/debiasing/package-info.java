/**
 * What clicks owe to where an item stood, estimated from the joined log.
 *
 * <p>Input: {@link io.candor.exposure.ExposedSlate}s. Output: a {@link io.candor.debiasing.PositionBias}, θ by position for each
 * placement and device, which training, evaluation and experiment results divide by; and the report it comes from.
 *
 * <p>Two different probabilities, never to be mixed: the policy's, how likely an item was at a slot, is logged and exact; that a
 * position is looked at, θ, is estimated here. Only ratios of θ can be known, so θ is that of the first position relative to itself,
 * 1, and of others relative to it. Positions that no chance connects with the first get no number.
 *
 * <p>Threading: values are immutable; studies belong to one thread. Memory is bounded whatever the length of the log. No clock and
 * no randomness. Nothing here is on the path of a request.
 *
 * <p>References: Joachims, Swaminathan and Schnabel 2017; Agarwal et al. 2019; Wang et al. 2018; Ai et al. 2018; Vardasbi,
 * Oosterhuis and de Rijke 2020; see {@code docs/REFERENCES.md}.
 */
@NullMarked
package io.candor.debiasing;

import org.jspecify.annotations.NullMarked;
