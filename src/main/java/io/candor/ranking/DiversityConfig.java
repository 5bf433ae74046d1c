package io.candor.ranking;

/**
 * How a slate is spread over different items.
 *
 * @param lambda share of relevance against novelty within the slate, 0 to 1; 1 keeps the order of the scores
 * @param maxPerCategory most items of one category in a slate, 0 for no cap, at most 100
 * @param maxPerCreator most items of one creator in a slate, 0 for no cap, at most 100
 * @param pool how many of the best scored items are weighed against each other, 1 to 2,000
 */
public record DiversityConfig(double lambda, int maxPerCategory, int maxPerCreator, int pool) {
    /** The order of the scores as it is. */
    public static final DiversityConfig OFF = new DiversityConfig(1, 0, 0, 1);

    private static final int MAX_CAP = 100;
    private static final int MAX_POOL = 2_000;

    public DiversityConfig {
        if (!(lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException("lambda must be 0 to 1, was " + lambda);
        }
        checkRange("max_per_category", maxPerCategory, 0, MAX_CAP);
        checkRange("max_per_creator", maxPerCreator, 0, MAX_CAP);
        checkRange("pool", pool, 1, MAX_POOL);
    }

    public static DiversityConfig defaults() {
        return new DiversityConfig(1, 0, 0, 500);
    }

    /** Returns whether the order of the scores is kept as it is. */
    boolean isOff() {
        return lambda == 1 && maxPerCategory == 0 && maxPerCreator == 0;
    }

    private static void checkRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
