package io.candor.serving;

import io.candor.retrieval.Source;

/**
 * How many of a placement's candidates a source may bring.
 *
 * @param source any but {@code catalogue}, which is asked when the others leave a slate short
 * @param share of the placement's candidates, above 0 to 1; the shares of a placement need not add up to 1
 */
public record SourceShare(Source source, double share) {
    public SourceShare {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
        if (source == Source.CATALOGUE) {
            throw new IllegalArgumentException("source cannot be " + source.wire());
        }
    }
}
