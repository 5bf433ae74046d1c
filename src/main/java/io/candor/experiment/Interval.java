package io.candor.experiment;

/**
 * An interval of real numbers; infinite ends where nothing is known yet.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
    /** Everything is possible. */
    public static final Interval UNKNOWN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Interval around(double centre, double half) {
        boolean known = Double.isFinite(centre) && Double.isFinite(half);
        return known ? new Interval(centre - half, centre + half) : UNKNOWN;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
