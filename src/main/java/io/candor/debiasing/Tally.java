package io.candor.debiasing;

import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exposure.ExposedSlate;

/** Sums over the slates of one place and one group of users. Not thread-safe. */
final class Tally {
    /** Of all impressions. */
    final ClickCounts all = new ClickCounts();
    /** Of impressions that might have been elsewhere on the slate. */
    final ClickCounts compared = new ClickCounts();

    final PairTally pairs = new PairTally();
    final PairTally uniform = new PairTally();
    final PairTally randPair = new PairTally();
    final PairTally fairPairs = new PairTally();

    /** Adds what is at a slot, at a position from 0. */
    void add(ExposedSlate slate, int slot, int position, int positions, boolean click) {
        all.add(position, click);
        double here = slate.propensity(slot);
        if (!(here > 0)) {
            return;
        }
        boolean anywhere = false;
        String policy = slate.decision().slate().policy();
        boolean shuffled = !slate.decision().candidates().isEmpty()
                && (policy.equals(Policy.UNIFORM.wire())
                        || slate.decision().draw().component() == PageState.FLOOR);
        for (int at = 0; at < slate.slots(); at++) {
            double there = slate.propensity(slot, at);
            int other = position - slot + at;
            if (at == slot || !(there > 0) || other >= positions) {
                continue;
            }
            anywhere = true;
            double weight = there / (here + there);
            pairs.add(position, other, weight, click);
            if (shuffled) {
                // Of the uniform draw alone, by which any item is at any slot alike.
                uniform.add(position, other, 0.5, click);
            }
            if (policy.equals(Policy.RAND_PAIR.wire())) {
                randPair.add(position, other, weight, click);
            } else if (policy.equals(Policy.FAIR_PAIRS.wire())) {
                fairPairs.add(position, other, weight, click);
            }
        }
        if (anywhere) {
            compared.add(position, click);
        }
    }

    void add(Tally other) {
        all.add(other.all);
        compared.add(other.compared);
        pairs.add(other.pairs);
        uniform.add(other.uniform);
        randPair.add(other.randPair);
        fairPairs.add(other.fairPairs);
    }
}
