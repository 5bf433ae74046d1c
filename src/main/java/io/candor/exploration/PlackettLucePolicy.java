package io.candor.exploration;

import io.candor.math.SplitMix64;

/**
 * Slot by slot a candidate in proportion to exp(logit) among those that remain.
 *
 * <pre>
 *   P(i at slot k | above) = exp(s_i) / Σ_{j remaining} exp(s_j)
 * </pre>
 *
 * <p>Source: Plackett 1975, Luce 1959. Differs: drawn by inversion of the running sum, one number a slot, instead of by the
 * L largest of s + Gumbel noise (Kool et al. 2019) or an exponential race, which have the same distribution and need a
 * logarithm a candidate; the weights are needed for the probabilities anyway.
 */
final class PlackettLucePolicy implements SlatePolicy {
    private final LuceMass mass = new LuceMass();

    @Override
    public void prepare(OpenSlots open) {
        mass.read(open);
    }

    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        mass.restore();
        for (int k = 0; k < open.slots(); k++) {
            slate[k] = mass.at(random.nextDouble());
            mass.take(slate[k]);
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        mass.restore();
        double ln = 0;
        for (int k = 0; k < open.slots(); k++) {
            ln += mass.lnShare(slate[k]);
            lnPrefix[k] = ln;
            mass.take(slate[k]);
        }
    }
}
