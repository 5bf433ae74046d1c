package io.candor.offpolicy;

import io.candor.math.MeanInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Whether a log can tell of a policy at all. If the logged probabilities are right and the log's policy can do whatever the target
 * does, the mean weight is 1.
 *
 * @param rows how many
 * @param meanWeight over all rows, with a 95 % interval over units
 * @param ess effective sample size in requests: (Σ w)²/Σ w² over the rows, by the mean number of rows of a request
 * @param slateMeanWeight of whole slates, down to the last row of each request, with such an interval; should be 1 as well
 * @param slateEss their effective sample size
 * @param maxWeight the largest
 * @param topShare of Σ w that is in the hundredth of the rows with the largest weights
 * @param uncovered mean probability that the target shows what the log never does, at the same position
 * @param positions the same by position, from the top down
 */
public record WeightDiagnostics(
        int rows,
        MeanInterval meanWeight,
        double ess,
        MeanInterval slateMeanWeight,
        double slateEss,
        double maxWeight,
        double topShare,
        double uncovered,
        List<OfPosition> positions) {
    private static final double Z95 = 1.959963984540054;
    private static final double LEAST_ESS = 100;

    /**
     * Diagnostics of one position.
     *
     * @param position from 1
     * @param rows how many
     * @param meanWeight should be 1
     * @param meanInverse mean of 1/logged probability; should be the number of items that the log's policy can show there
     */
    public record OfPosition(int position, int rows, MeanInterval meanWeight, double meanInverse) {}

    static WeightDiagnostics of(Outcomes outcomes, TargetLaw law) {
        double[] weights = new double[outcomes.size()];
        TreeSet<Integer> positions = new TreeSet<>();
        double sum = 0;
        double squares = 0;
        double uncovered = 0;
        for (int row = 0; row < weights.length; row++) {
            weights[row] = outcomes.row(row).weight();
            positions.add(outcomes.row(row).position());
            sum += weights[row];
            squares += weights[row] * weights[row];
            uncovered += law.uncovered(row) / weights.length;
        }
        Arrays.sort(weights);
        double top = 0;
        int hundredth = Math.max(1, weights.length / 100);
        for (int i = Math.max(0, weights.length - hundredth); i < weights.length; i++) {
            top += weights[i];
        }
        List<OfPosition> byPosition = new ArrayList<>();
        positions.forEach(position -> byPosition.add(ofPosition(outcomes, position)));
        double rowsARequest = (double) outcomes.size() / Math.max(1, outcomes.requests());
        return new WeightDiagnostics(
                outcomes.size(),
                meanWeight(outcomes, row -> true),
                squares == 0 ? 0 : sum * sum / squares / rowsARequest,
                mean(outcomes, outcomes::last, row -> outcomes.row(row).prefixWeight()),
                slateEss(outcomes),
                weights.length == 0 ? 0 : weights[weights.length - 1],
                sum == 0 ? 0 : top / sum,
                uncovered,
                List.copyOf(byPosition));
    }

    private static double slateEss(Outcomes outcomes) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            double weight = outcomes.last(row) ? outcomes.row(row).prefixWeight() : 0;
            sum += weight;
            squares += weight * weight;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    private static OfPosition ofPosition(Outcomes outcomes, int position) {
        int rows = 0;
        double inverse = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (outcomes.row(row).position() == position) {
                rows++;
                inverse += 1 / outcomes.row(row).logged();
            }
        }
        MeanInterval mean = meanWeight(outcomes, row -> outcomes.row(row).position() == position);
        return new OfPosition(position, rows, mean, inverse / rows);
    }

    private static MeanInterval meanWeight(Outcomes outcomes, IntPredicate counted) {
        return mean(outcomes, counted, row -> outcomes.row(row).weight());
    }

    /** The mean over rows, and its error over units: √(Σ_u (Σ_{rows of u} (w − mean))² · U/(U − 1)) / rows. */
    private static MeanInterval mean(Outcomes outcomes, IntPredicate counted, IntToDoubleFunction weight) {
        double[] sums = new double[outcomes.units()];
        int[] rows = new int[outcomes.units()];
        for (int row = 0; row < outcomes.size(); row++) {
            if (counted.test(row)) {
                sums[outcomes.unit(row)] += weight.applyAsDouble(row);
                rows[outcomes.unit(row)]++;
            }
        }
        double n = Arrays.stream(rows).sum();
        double mean = Arrays.stream(sums).sum() / n;
        double squares = 0;
        int units = 0;
        for (int u = 0; u < sums.length; u++) {
            squares += Math.pow(sums[u] - rows[u] * mean, 2);
            units += rows[u] > 0 ? 1 : 0;
        }
        double half = units < 2 ? 0 : Z95 * Math.sqrt(squares * units / (units - 1)) / n;
        return new MeanInterval(mean, mean - half, mean + half, units);
    }

    /** Returns whether weights of whole slates tell enough of the target; an effective sample of slates that it hardly shows does not. */
    public boolean tellsOfSlates() {
        return slateEss >= LEAST_ESS && coversOne(slateMeanWeight);
    }

    private static boolean coversOne(MeanInterval mean) {
        return mean.low() <= 1 && 1 <= mean.high();
    }

    /** Returns why no single number should be told of the target, in words; empty when nothing speaks against it. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        if (!(ess >= LEAST_ESS)) {
            objections.add(String.format(Locale.ROOT, "the effective sample size is %.1f, below %.0f", ess, LEAST_ESS));
        }
        if (!coversOne(meanWeight)) {
            objections.add(String.format(
                    Locale.ROOT,
                    "the mean weight is %.4f (%.4f to %.4f), which misses 1",
                    meanWeight.mean(),
                    meanWeight.low(),
                    meanWeight.high()));
        }
        return objections;
    }
}
