package io.candor.offpolicy;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.Arrays;

/** A target policy over an {@link OpenBanditLog} that knows nothing of the user: P(item at position). Immutable, thread-safe. */
public final class PositionLaw implements TargetLaw {
    private final OpenBanditLog log;
    private final double[][] probabilities;
    private final double[] uncovered;

    private PositionLaw(OpenBanditLog log, double[][] probabilities) {
        this.log = log;
        this.probabilities = probabilities;
        this.uncovered = new double[probabilities.length];
        boolean[][] shown = new boolean[probabilities.length][probabilities[0].length];
        log.rows().forEach(row -> shown[row.position() - 1][row.item()] = true);
        for (int k = 0; k < probabilities.length; k++) {
            for (int item = 0; item < probabilities[k].length; item++) {
                uncovered[k] += shown[k][item] ? 0 : probabilities[k][item];
            }
        }
    }

    /** Returns the policy that shows every item with the same probability. */
    public static PositionLaw uniform(OpenBanditLog log, int items) {
        double[][] probabilities = new double[log.positions()][items];
        for (double[] row : probabilities) {
            Arrays.fill(row, 1.0 / items);
        }
        return of(log, probabilities);
    }

    /** Returns the Thompson sampling of Beta posteriors that do not change, at their priors. */
    public static PositionLaw thompson(OpenBanditLog log, BetaPriors priors) {
        return of(log, new BetaRace(priors.alpha(), priors.beta()).positions(log.positions()));
    }

    private static PositionLaw of(OpenBanditLog log, double[][] probabilities) {
        int items = probabilities[0].length;
        if (log.items() > items) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    "the log shows item " + (log.items() - 1) + ", the policy knows " + items + " items");
        }
        return new PositionLaw(log, probabilities);
    }

    /** Returns the number of items it knows. */
    public int items() {
        return probabilities[0].length;
    }

    /** Returns the probability of what a row shows. */
    double probability(int row) {
        OpenBanditLog.Logged logged = log.rows().get(row);
        return probabilities[logged.position() - 1][logged.item()];
    }

    @Override
    public double expectation(int row, double[] values) {
        double[] law = probabilities[log.rows().get(row).position() - 1];
        double sum = 0;
        for (int item = 0; item < law.length; item++) {
            sum += law[item] * values[item];
        }
        return sum;
    }

    /** Never shown at the position in the whole log counts as never. */
    @Override
    public double uncovered(int row) {
        return uncovered[log.rows().get(row).position() - 1];
    }
}
