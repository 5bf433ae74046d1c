package io.candor.profile;

/** What the ratings of one subject are measured against. Pure functions. */
public final class RatingCentre {
    private RatingCentre() {}

    /**
     * Returns the mean of several ratings; of one or none, the mean with {@code shrinkage} more ratings of {@code globalMean}.
     *
     * @param sum of the ratings
     * @param count of them, not negative
     */
    public static double of(double sum, int count, double globalMean, double shrinkage) {
        if (count > 1) {
            return sum / count;
        }
        return count + shrinkage == 0 ? globalMean : (shrinkage * globalMean + sum) / (shrinkage + count);
    }
}
