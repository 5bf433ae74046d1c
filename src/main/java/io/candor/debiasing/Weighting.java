package io.candor.debiasing;

/**
 * How the pairs (user, item) of a log of slates count in training, by what is known of each: the examination W = Σ θ_k over its impressions
 * and the clicks T ({@link PairExposure}). What follows is the whole weight c of a pair and its pull b in
 *
 * <pre>A_u = α₀·VᵀV + Σ_i (c_ui − α₀)₊·v_i·v_iᵀ + λI,   b_u = Σ_i b_ui·v_i</pre>
 *
 * so that the squared error of a pair that was shown is c·(b/c − s)², and that of any other α₀·s².
 */
public enum Weighting {
    /** A click counts 1 and nothing else is learnt from: the control, with uniform confidence. */
    NONE {
        @Override
        Weights of(PairExposure pair, WeightingSettings settings, double alpha0) {
            return clicked(pair, alpha0 + 1, 1);
        }
    },
    /**
     * Clicks over examination: c = W, b = T. Corrects for positions without dividing by anything small; which items were shown at all
     * is left to the model.
     */
    COEC {
        @Override
        Weights of(PairExposure pair, WeightingSettings settings, double alpha0) {
            return new Weights(pair.examination(), pair.clicks());
        }
    },
    /**
     * Inverse propensities over all pairs: c = α₀, b = α₀·Σ_clicks 1/max(e, clip)^exponent / requests, e the probability that the policy
     * shows the item and it is looked at (Oosterhuis, de Rijke 2020). Exponent ½ trades bias for variance.
     */
    IPS {
        @Override
        Weights of(PairExposure pair, WeightingSettings settings, double alpha0) {
            return clicked(pair, alpha0, alpha0 * pair.inverse() / pair.requests());
        }
    },
    /**
     * Rel-MF (Saito, Yaginuma, Nishino, Sakata, Nakata 2020): c = α₀ + (1 − α₀)/e, b = 1/e of a clicked pair, e its exposure, at least
     * the clip. With α₀ = 1 all pairs weigh alike.
     */
    RELMF {
        @Override
        Weights of(PairExposure pair, WeightingSettings settings, double alpha0) {
            double inverse = settings.inverse(pair.exposure());
            return clicked(pair, alpha0 + Math.max(0, 1 - alpha0) * inverse, inverse);
        }
    },
    /**
     * For rankings (Saito 2020, "Unbiased pairwise learning from biased implicit feedback"): a click counts 1/e over the mean of that, e at least the clip;
     * pairs that were looked at and left count W, for the sampler {@code examined} to draw from. Differs: the weight multiplies a
     * triplet's gradient instead of the probability that it is drawn, which is the same in expectation.
     */
    UBPR {
        @Override
        Weights of(PairExposure pair, WeightingSettings settings, double alpha0) {
            double weight = pair.clicks() > 0 ? settings.inverse(pair.exposure()) : pair.examination();
            return new Weights(weight, pair.clicks() > 0 ? weight : 0);
        }
    };

    /** Whole weight and pull of a pair; a weight of 0 stands for a pair like any that was not shown. */
    record Weights(double whole, double pull) {}

    abstract Weights of(PairExposure pair, WeightingSettings settings, double alpha0);

    private static Weights clicked(PairExposure pair, double whole, double pull) {
        return pair.clicks() > 0 ? new Weights(whole, pull) : new Weights(0, 0);
    }
}
