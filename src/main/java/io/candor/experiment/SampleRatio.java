package io.candor.experiment;

import io.candor.math.SpecialFunctions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether units arrive in the arms in the shares they should: Pearson's χ² for a single look, and a test that may be watched.
 *
 * <p>The watched one is a martingale under the hypothesis, E = Γ(c) / Γ(c + n) · Π_i Γ(c·w_i + s_i) / (Γ(c·w_i)·w_i^s_i): how
 * much likelier the counts s_i are with shares drawn from a Dirichlet distribution around w_i than with the shares w_i; 1 / E
 * is an always-valid p-value, and so is the least of all looks. Strata multiply.
 *
 * <p>Source: Lindon, Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022, arXiv 2011.03567. Differs: the
 * prior is narrow, since mismatches that matter are.
 *
 * @param chiSquare Σ (observed − expected)² / expected over all strata
 * @param degrees of freedom; 0 when there is nothing to test
 * @param pValue of a single look
 * @param sequentialPValue always valid
 */
public record SampleRatio(double chiSquare, int degrees, double pValue, double sequentialPValue) {
    /**
     * Units that arrived while the shares were the same.
     *
     * @param observed units by arm
     * @param shares they should have, adding up to 1; an arm that is not here must have no unit
     */
    public record Stratum(Map<String, Long> observed, Map<String, Double> shares) {
        public Stratum {
            observed = Map.copyOf(observed);
            shares = Map.copyOf(shares);
        }

        private long units() {
            return observed.values().stream().mapToLong(Long::longValue).sum();
        }

        private boolean impossible() {
            return observed.entrySet().stream()
                    .anyMatch(e -> e.getValue() > 0 && shares.getOrDefault(e.getKey(), 0.0) == 0);
        }
    }

    /**
     * Tests the strata together.
     *
     * @param concentration c of the prior, see {@link ResultsConfig#sampleRatioConcentration}
     */
    public static SampleRatio of(List<Stratum> strata, double concentration) {
        double chiSquare = 0;
        int degrees = 0;
        double lnEvidence = 0;
        for (Stratum stratum : strata) {
            if (stratum.impossible()) {
                return new SampleRatio(Double.POSITIVE_INFINITY, 1, 0, 0);
            }
            if (stratum.units() > 0) {
                chiSquare += chiSquare(stratum);
                degrees += arms(stratum).size() - 1;
                lnEvidence += lnEvidence(stratum, concentration);
            }
        }
        double pValue = degrees == 0 ? 1 : SpecialFunctions.chiSquareTail(chiSquare, degrees);
        return new SampleRatio(chiSquare, degrees, pValue, Math.min(1, Math.exp(-lnEvidence)));
    }

    private static Map<String, Double> arms(Stratum stratum) {
        Map<String, Double> arms = new TreeMap<>(stratum.shares());
        arms.values().removeIf(share -> share == 0);
        return arms;
    }

    private static double chiSquare(Stratum stratum) {
        double sum = 0;
        for (Map.Entry<String, Double> arm : arms(stratum).entrySet()) {
            double expected = stratum.units() * arm.getValue();
            double off = stratum.observed().getOrDefault(arm.getKey(), 0L) - expected;
            sum += off * off / expected;
        }
        return sum;
    }

    private static double lnEvidence(Stratum stratum, double concentration) {
        double ln = SpecialFunctions.lnGamma(concentration) - SpecialFunctions.lnGamma(concentration + stratum.units());
        for (Map.Entry<String, Double> arm : arms(stratum).entrySet()) {
            long count = stratum.observed().getOrDefault(arm.getKey(), 0L);
            double prior = concentration * arm.getValue();
            ln += SpecialFunctions.lnGamma(prior + count)
                    - SpecialFunctions.lnGamma(prior)
                    - count * Math.log(arm.getValue());
        }
        return ln;
    }
}
