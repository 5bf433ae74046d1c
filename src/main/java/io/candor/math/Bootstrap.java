package io.candor.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Intervals by drawing independent units again with repetition: 95 % percentile intervals of the redrawn statistic.
 *
 * <p>Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 1979. The r-th draw is a function
 * of the seed and r alone, so that statistics of the same units are drawn together (paired), and threads change nothing.
 * Immutable, thread-safe.
 *
 * @param replicates how often, at least 1; 1,000 give the ends of an interval to about a fiftieth of its width
 * @param seed of the draws
 */
public record Bootstrap(int replicates, long seed) {
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    public Bootstrap {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates must be at least 1, were " + replicates);
        }
    }

    /** Statistics of a sample that was drawn again; called from several threads. */
    @FunctionalInterface
    public interface Statistics {
        /**
         * Computes them.
         *
         * @param times how often each unit counts; not modified
         * @param out one value a statistic; NaN where the draw has none
         */
        void of(int[] times, double[] out);
    }

    /**
     * Draws on all cores.
     *
     * @param units how many there are
     * @param count of statistics
     * @return shape (statistics × replicates)
     */
    public double[][] draw(int units, int count, Statistics statistics) {
        double[][] drawn = new double[count][replicates];
        IntStream.range(0, replicates).parallel().forEach(r -> {
            double[] values = new double[count];
            statistics.of(times(units, r), values);
            for (int s = 0; s < count; s++) {
                drawn[s][r] = values[s];
            }
        });
        return drawn;
    }

    /** Returns how often each unit is drawn in the r-th of the replicates. */
    int[] times(int units, int r) {
        SplitMix64 random = new SplitMix64(seed + r);
        int[] times = new int[units];
        for (int draw = 0; draw < units; draw++) {
            times[random.nextInt(units)]++;
        }
        return times;
    }

    /**
     * Returns the 95 % interval between the percentiles of draws; those that are NaN are left out.
     *
     * @param value of the sample itself
     * @param drawn values of the draws, not modified
     * @param count of units
     */
    public static MeanInterval interval(double value, double[] drawn, long count) {
        double[] sorted =
                Arrays.stream(drawn).filter(d -> !Double.isNaN(d)).sorted().toArray();
        return new MeanInterval(value, quantile(sorted, LOW), quantile(sorted, HIGH), count);
    }

    /** Returns the quantile of sorted values, linearly between them; NaN of none. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
