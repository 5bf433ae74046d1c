package io.candor.simulation;

import java.util.List;

/**
 * How people click: what is looked at and liked is clicked, and at the top also some of what is not liked, for trust in the ranking.
 *
 * <pre>
 *   P(click | position k, relevance γ) = α_k γ + β_k      α_k = θ_k (1 − ε_k)      β_k = θ_k ε_k      ε_k = trust / k
 * </pre>
 *
 * with θ_k the probability of being looked at. Without trust it is the position-based model, θ_k γ.
 *
 * <p>Source: Craswell et al., "An experimental comparison of click position-bias models", WSDM 2008; Agarwal et al., "Addressing
 * trust bias for unbiased learning-to-rank", WWW 2019. Differs: who looks at something he likes always clicks (ε⁺ = 1).
 *
 * @param curve θ
 * @param trust ε₁, 0 to 1; 0 for none
 */
public record ClickModel(ExaminationCurve curve, double trust) {
    /** P(liked) by grade: what is looked at is clicked this often. */
    private static final List<Double> RELEVANCE = List.of(.1, .16, .28, .52, 1.0);

    public ClickModel {
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException("trust must be 0 to 1, was " + trust);
        }
    }

    /** Returns the position-based model of result pages. */
    public static ClickModel positionBased() {
        return new ClickModel(ExaminationCurve.EYE_TRACKING, 0);
    }

    /** Returns how many grades there are. */
    static int grades() {
        return RELEVANCE.size();
    }

    /** Returns γ of a grade, 0 to 1; rising. */
    public double relevance(int grade) {
        return RELEVANCE.get(grade);
    }

    /** Returns θ of a position from 1. */
    public double examination(int position) {
        return curve.at(position);
    }

    public double alpha(int position) {
        return curve.at(position) * (1 - trust / position);
    }

    public double beta(int position) {
        return curve.at(position) * trust / position;
    }

    /** Returns P(click) of an item of a grade at a position. */
    public double probability(int position, int grade) {
        return alpha(position) * relevance(grade) + beta(position);
    }
}
