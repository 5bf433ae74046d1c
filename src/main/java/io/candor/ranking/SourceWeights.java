package io.candor.ranking;

import io.candor.retrieval.Source;

/**
 * What the proposal of a source is worth: added to the score times the strength (0 to 1) of the proposal, all sources
 * summed.
 *
 * <p>Against inner products of about 0 to 1 the defaults are small, so they hardly move the slate of a known user; for one
 * without a vector they are what orders the slate.
 *
 * @param similar near the item being looked at or the session's items
 * @param popular most frequent in the training data
 * @param trending most frequent lately
 * @param fresh newest
 * @param replenish bought before and due again
 */
public record SourceWeights(double similar, double popular, double trending, double fresh, double replenish) {
    public SourceWeights {
        checkFinite("similar", similar);
        checkFinite("popular", popular);
        checkFinite("trending", trending);
        checkFinite("fresh", fresh);
        checkFinite("replenish", replenish);
    }

    public static SourceWeights defaults() {
        return new SourceWeights(0.5, 0.1, 0.08, 0.02, 0.1);
    }

    /** Returns the weight of a source; 0 for those whose proposal says nothing beside the inner product. */
    public double of(Source source) {
        return switch (source) {
            case SIMILAR -> similar;
            case POPULAR -> popular;
            case TRENDING -> trending;
            case FRESH -> fresh;
            case REPLENISH -> replenish;
            case PERSONALISED, CATALOGUE -> 0;
        };
    }

    static void checkFinite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(field + " must be finite, was " + value);
        }
    }
}
