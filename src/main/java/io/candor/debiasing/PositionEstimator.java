package io.candor.debiasing;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** The ways to estimate θ, by how far they may be trusted with a log of stochastic slates. */
public enum PositionEstimator {
    /** Compares positions over the items that might have stood at either, by the logged probabilities of all draws. */
    OVERLAP("overlap-weighted inverse propensities, all draws"),
    /** The same within the uniform draws: RandTopN. */
    RAND_TOP_N("click ratios of uniform draws"),
    /** The same within RandPair slates, each position against the first. */
    RAND_PAIR("swaps with the first position"),
    /** The same within FairPairs slates, neighbours only. */
    FAIR_PAIRS("swaps of neighbours"),
    /** Items that were seen at several positions, whatever put them there. */
    ALL_PAIRS("intervention harvesting"),
    REGRESSION_EM("expectation maximisation"),
    DUAL_LEARNING("relevance and bias by turns"),
    /** Click-through rates as they are, relevance and all. */
    NAIVE("click-through rates as they are");

    /** The one that is used. */
    public static final PositionEstimator DEFAULT = OVERLAP;

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final String summary;

    PositionEstimator(String summary) {
        this.summary = summary;
    }

    /** Returns the name in reports. */
    public String wire() {
        return wire;
    }

    /** Returns what it does in a few words. */
    public String summary() {
        return summary;
    }

    /** Returns ln θ_k − ln θ_1 of so many positions; NaN where it is not known. */
    double[] estimate(Tally tally, Supplier<Cells> cells, int positions) {
        double[] known = switch (this) {
            case OVERLAP -> PairedComparison.solve(tally.pairs, (_, _) -> true);
            case RAND_TOP_N -> PairedComparison.solve(tally.uniform, (_, _) -> true);
            case RAND_PAIR -> PairedComparison.solve(tally.randPair, (a, b) -> a == 0 || b == 0);
            case FAIR_PAIRS -> PairedComparison.solve(tally.fairPairs, (a, b) -> Math.abs(a - b) == 1);
            case ALL_PAIRS -> AllPairs.solve(cells.get());
            case REGRESSION_EM -> RegressionEm.solve(cells.get());
            case DUAL_LEARNING -> DualLearning.solve(cells.get());
            case NAIVE -> tally.all.lnRatios();
        };
        double[] all = Arrays.copyOf(known, positions);
        Arrays.fill(all, Math.min(known.length, positions), positions, Double.NaN);
        return all;
    }
}
