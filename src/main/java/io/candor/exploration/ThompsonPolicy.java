package io.candor.exploration;

import io.candor.math.SplitMix64;

/**
 * The L largest of independent normal numbers with mean score and standard deviation logit.
 *
 * <p>Source: Thompson 1933, with the posterior of each score taken for independent of the others. Differs: the probability of
 * the slate is computed ({@link GaussianRace}), not counted in repeated draws, whose inverse is biased.
 */
final class ThompsonPolicy implements SlatePolicy {
    private final NormalScores scores = new NormalScores();
    private final GaussianRace race = new GaussianRace();
    private final Leaders leaders = new Leaders();

    @Override
    public void prepare(OpenSlots open) {
        scores.read(open);
    }

    @Override
    public void choose(OpenSlots open, ExplorationConfig config, SplitMix64 random, int[] slate) {
        leaders.reset(open.slots());
        for (int i = 0; i < scores.size; i++) {
            leaders.offer(i, -(scores.means[i] + scores.deviations[i] * random.nextGaussian()));
        }
        for (int k = 0; k < open.slots(); k++) {
            slate[k] = leaders.index(k);
        }
    }

    @Override
    public void lnPrefix(OpenSlots open, ExplorationConfig config, int[] slate, double[] lnPrefix) {
        if (scores.certain()) {
            ranked(open, slate, lnPrefix);
        } else {
            race.lnPrefix(scores, slate, open.slots(), lnPrefix);
        }
    }

    private void ranked(OpenSlots open, int[] slate, double[] lnPrefix) {
        leaders.reset(open.slots());
        for (int i = 0; i < scores.size; i++) {
            leaders.offer(i, -scores.means[i]);
        }
        double ln = 0;
        for (int k = 0; k < open.slots(); k++) {
            ln = slate[k] == leaders.index(k) ? ln : Double.NEGATIVE_INFINITY;
            lnPrefix[k] = ln;
        }
    }

    @Override
    public boolean quadrature() {
        return !scores.certain();
    }
}
