package io.candor.debiasing;

/**
 * What is known of one user and one item.
 *
 * @param requests slates the user was shown, at least 1
 * @param examination W = Σ θ of the positions at which the item stood
 * @param clicks impressions that something came of
 * @param inverse Σ over those of 1/max(e, clip)^exponent, e = Σ_k P(item at k)·θ_k of that slate
 * @param exposure how likely the item is looked at in one of the user's slates: Σ over its impressions of e / P(shown), over requests,
 *     whose expectation is the mean of e over all slates, shown or not
 */
record PairExposure(long requests, double examination, long clicks, double inverse, double exposure) {}
