package io.candor.offpolicy;

import io.candor.math.SpecialFunctions;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses a parameter of an estimator without knowing the truth: of the candidates by falling width of their interval, the last
 * one that still agrees with all wider ones,
 *
 * <pre>
 *   |V_j − V_i| ≤ c_i + (√6 − 1) c_j      for all j before i
 * </pre>
 *
 * with c the half-width of the 95 % interval by Student's distribution: as little variance as can be had before bias shows.
 *
 * <p>Source: Su, Srinath, Krishnamurthy, "Adaptive estimator selection for off-policy evaluation", ICML 2020.
 */
final class Slope {
    private static final double FACTOR = Math.sqrt(6) - 1;

    private Slope() {}

    /**
     * An estimator with a parameter.
     *
     * @param parameter as it is told
     * @param sum the estimate
     */
    record Candidate(double parameter, RatioSum sum) {}

    /**
     * Returns the chosen one; of equally wide ones the first counts as wider.
     *
     * @param candidates at least one
     * @param units how many independent units the estimates are made of
     */
    static Candidate choose(List<Candidate> candidates, int units) {
        double t = units < 2 ? 0 : SpecialFunctions.studentTwoSidedQuantile(0.05, units - 1.0);
        List<Candidate> widest = candidates.stream()
                .sorted(Comparator.comparingDouble(
                        (Candidate candidate) -> -candidate.sum().standardError()))
                .toList();
        Candidate chosen = widest.getFirst();
        for (int i = 1; i < widest.size(); i++) {
            if (agrees(widest, i, t)) {
                chosen = widest.get(i);
            }
        }
        return chosen;
    }

    private static boolean agrees(List<Candidate> widest, int i, double t) {
        RatioSum mine = widest.get(i).sum();
        for (Candidate other : widest.subList(0, i)) {
            double bound = t * (mine.standardError() + FACTOR * other.sum().standardError());
            if (!(Math.abs(other.sum().value() - mine.value()) <= bound)) {
                return false;
            }
        }
        return true;
    }
}
