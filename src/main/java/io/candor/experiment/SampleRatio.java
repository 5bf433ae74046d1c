package io.candor.experiment;

import java.util.List;
import java.util.Map;

/**
 * Whether units arrive in the arms in the shares they should: Pearson's χ² for a single look, and a test that may be watched.
 *
 * @param chiSquare Σ (observed − expected)² / expected over all epochs
 * @param degrees of freedom
 * @param pValue of a single look
 * @param sequentialPValue always valid
 */
public record SampleRatio(double chiSquare, int degrees, double pValue, double sequentialPValue) {
    /**
     * Units that arrived while the shares were the same.
     *
     * @param observed units by arm
     * @param shares they should have, positive, adding up to 1; an arm that is not here must have no unit
     */
    public record Stratum(Map<String, Long> observed, Map<String, Double> shares) {
        public Stratum {
            observed = Map.copyOf(observed);
            shares = Map.copyOf(shares);
        }
    }

    /**
     * Tests the strata together.
     *
     * @param concentration of the prior, see {@link ResultsConfig#sampleRatioConcentration}
     */
    public static SampleRatio of(List<Stratum> strata, double concentration) {
        throw new UnsupportedOperationException(strata + " " + concentration);
    }
}
