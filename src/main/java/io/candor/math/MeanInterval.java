package io.candor.math;

/**
 * A sample mean with its normal 95 % interval: mean ± 1.96·s/√n, s the sample standard deviation.
 *
 * @param mean NaN when there is no sample
 * @param low lower end; equal to the mean when n is 1
 * @param high upper end
 * @param count number of samples n
 */
public record MeanInterval(double mean, double low, double high, long count) {
    private static final double Z95 = 1.959963984540054;

    /** Returns the interval of the values, which are summed in order; they are not modified. */
    public static MeanInterval of(double[] values) {
        int n = values.length;
        if (n == 0) {
            return new MeanInterval(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double half = n == 1 ? 0 : Z95 * Math.sqrt(squares / (n - 1) / n);
        return new MeanInterval(mean, mean - half, mean + half, n);
    }
}
