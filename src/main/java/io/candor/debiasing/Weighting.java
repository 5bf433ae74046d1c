package io.candor.debiasing;

/**
 * How the pairs (user, item) of a log of slates count in training, by what is known of each: the examination W = Σ θ_k over its impressions,
 * the clicks T, and the relevance γ̂ by inverse propensities ({@link PairExposure}). What follows is the whole weight c of a pair and its pull b in
 *
 * <pre>A_u = α₀·VᵀV + Σ_i (c_ui − α₀)₊·v_i·v_iᵀ + λI,   b_u = Σ_i b_ui·v_i</pre>
 *
 * so that the squared error of a pair that was shown is c·(b/c − s)², and that of any other α₀·s².
 */
public enum Weighting {
    /** A click counts 1 and nothing else is learnt from: the control, with uniform confidence. */
    NONE {
        @Override
        Weights of(PairExposure pair, double alpha0) {
            return clicked(pair, alpha0 + 1, 1);
        }
    },
    /**
     * Clicks over examination: c = W, b = T. Corrects for positions without dividing by anything small; which items were shown at all
     * is left to the model.
     */
    COEC {
        @Override
        Weights of(PairExposure pair, double alpha0) {
            return new Weights(pair.examination(), pair.clicks());
        }
    },
    /**
     * Inverse propensities over all pairs: c = α₀, b = α₀·γ̂ (Oosterhuis, de Rijke 2020: e is the probability that the policy shows the
     * item and it is looked at). Exponent ½ trades bias for variance.
     */
    IPS {
        @Override
        Weights of(PairExposure pair, double alpha0) {
            return clicked(pair, alpha0, alpha0 * pair.relevance());
        }
    },
    /**
     * Rel-MF (Saito, Yaginuma, Nishino, Sakata, Nakata 2020), whose loss of one exposure is Y/e·(1 − s)² + α₀·(1 − Y/e)·s². Its mean over
     * the slates of the user has c = α₀ + (1 − α₀)·γ̂, b = γ̂. With α₀ = 1, as published, that is {@link #IPS} but for its scale; below,
     * pairs are drawn to γ̂ / (α₀ + (1 − α₀)·γ̂), which makes more of clicks that came by chance. Differs: theirs has one exposure a pair, e
     * from popularity; whether a pair was ever clicked tells less the more often it was shown.
     */
    RELMF {
        @Override
        Weights of(PairExposure pair, double alpha0) {
            return clicked(pair, alpha0 + Math.max(0, 1 - alpha0) * pair.relevance(), pair.relevance());
        }
    },
    /**
     * For rankings (Saito 2020, "Unbiased pairwise learning from biased implicit feedback"): triplets count γ̂_i·(1 − γ̂_j)₊, of which least
     * squares has c = 1, b = γ̂: of the samples, what is not pulled is left, and may be drawn as a negative. Differs: means over the
     * slates of the user, as for {@link #RELMF}; no less than 0.
     */
    UBPR {
        @Override
        Weights of(PairExposure pair, double alpha0) {
            return clicked(pair, 1, pair.relevance());
        }
    };

    /** Whole weight and pull of a pair; a weight of 0 stands for a pair like any that was not shown. */
    record Weights(double whole, double pull) {}

    abstract Weights of(PairExposure pair, double alpha0);

    private static Weights clicked(PairExposure pair, double whole, double pull) {
        return pair.clicks() > 0 ? new Weights(whole, pull) : new Weights(0, 0);
    }
}
