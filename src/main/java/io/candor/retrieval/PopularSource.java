package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;

/**
 * The items that occurred most often in the training data; ties by ordinal. Items that never occurred are not proposed.
 *
 * <p>Strength: ln(1 + occurrences) / ln(1 + most occurrences of any item). Stateless and thread-safe.
 */
public final class PopularSource implements CandidateSource {
    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        CatalogSnapshot catalog = query.catalog();
        int[] order = catalog.byPopularity();
        if (order.length == 0) {
            return;
        }
        double scale = 1 / Math.log1p(catalog.popularity(order[0]));
        int left = quota;
        for (int i = 0; i < order.length && left > 0; i++) {
            if (query.allows(order[i])) {
                into.add(order[i], (float) (Math.log1p(catalog.popularity(order[i])) * scale), Source.POPULAR);
                left--;
            }
        }
    }
}
