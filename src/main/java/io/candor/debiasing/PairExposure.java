package io.candor.debiasing;

/**
 * What is known of one user and one item.
 *
 * @param examination W = Σ θ of the positions at which the item stood
 * @param clicks T, impressions that something came of
 * @param relevance γ̂ = Σ over those of 1/max(e, clip)^exponent / slates the user was shown, e = Σ_k P(item at k)·θ_k of the slate: how
 *     likely the user clicks on the item when looking at it; above 1 by chance
 */
record PairExposure(double examination, long clicks, double relevance) {}
