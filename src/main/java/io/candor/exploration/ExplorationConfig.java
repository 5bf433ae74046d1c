package io.candor.exploration;

import java.util.Map;

/**
 * How a placement explores.
 *
 * @param policy how slates are drawn
 * @param temperature Plackett–Luce draws by score / temperature; 0.001 to 1,000
 * @param floor share of slates drawn uniformly instead, whatever the policy; 0 to 1
 * @param epsilon share of slates in which explore-slot shows something else in one slot; 0 to 1
 * @param deviation Thompson draws with this multiple of the standard deviation of a score; 0 to 100
 * @param candidates how many of the best ranked candidates take part; 1 to 500
 * @param pinned how many slots at the top of the first page show the ranking as it is; 0 to 100
 */
public record ExplorationConfig(
        Policy policy, double temperature, double floor, double epsilon, double deviation, int candidates, int pinned) {
    /** The most candidates that may take part in a draw. */
    public static final int MAX_CANDIDATES = 500;

    private static final double MIN_TEMPERATURE = 0.001;
    private static final double MAX_TEMPERATURE = 1_000;
    private static final double MAX_DEVIATION = 100;
    private static final int MAX_PINNED = 100;

    public ExplorationConfig {
        checkRange("temperature", temperature, MIN_TEMPERATURE, MAX_TEMPERATURE);
        checkRange("floor", floor, 0, 1);
        checkRange("epsilon", epsilon, 0, 1);
        checkRange("deviation", deviation, 0, MAX_DEVIATION);
        checkRange("candidates", candidates, 1, MAX_CANDIDATES);
        checkRange("pinned", pinned, 0, MAX_PINNED);
    }

    /** Nothing is left to chance. */
    public static ExplorationConfig defaults() {
        return new ExplorationConfig(Policy.GREEDY, 1, 0, 0.1, 1, 100, 0);
    }

    /** Returns whether every slate is the beginning of the base order, so that no draw is needed. */
    public boolean isCertain() {
        return floor == 0 && (policy == Policy.GREEDY || (policy == Policy.EXPLORE_SLOT && epsilon == 0));
    }

    /**
     * Returns how many candidates of a ranked list take part in a draw; never fewer than fill the slots, and in a team draft all, so
     * that either team may pick its own.
     */
    public int poolSize(int ranked, int slots) {
        return Math.min(ranked, policy == Policy.TEAM_DRAFT ? MAX_CANDIDATES : Math.max(candidates, slots));
    }

    /** Returns by what Plackett–Luce draws a candidate: score / temperature as a finite float. */
    public float logit(double score) {
        return (float) Math.clamp(score / temperature, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** Returns the numbers as they are logged, by name; {@link #of} reads them again. Worth keeping: it is made anew. */
    public Map<String, Double> parameters() {
        return Map.of(
                "temperature", temperature,
                "floor", floor,
                "epsilon", epsilon,
                "deviation", deviation,
                "candidates", (double) candidates,
                "pinned", (double) pinned);
    }

    /**
     * Returns what was logged; an absent number has its default.
     *
     * @throws IllegalArgumentException when the name or a number is out of bounds
     */
    public static ExplorationConfig of(String policy, Map<String, Double> parameters) {
        ExplorationConfig defaults = defaults();
        return new ExplorationConfig(
                Policy.of(policy),
                parameters.getOrDefault("temperature", defaults.temperature),
                parameters.getOrDefault("floor", defaults.floor),
                parameters.getOrDefault("epsilon", defaults.epsilon),
                parameters.getOrDefault("deviation", defaults.deviation),
                parameters
                        .getOrDefault("candidates", (double) defaults.candidates)
                        .intValue(),
                parameters.getOrDefault("pinned", (double) defaults.pinned).intValue());
    }

    private static void checkRange(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }

    private static void checkRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
