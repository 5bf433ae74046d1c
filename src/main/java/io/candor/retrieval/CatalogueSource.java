package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;

/**
 * Whatever is left: allowed items that no other source has brought, by falling popularity, then by ordinal. Run last, it fills
 * a list as long as anything allowed exists.
 *
 * <p>Strength: 0. Unlike the other sources it counts only items that are new to the list. Stateless and thread-safe.
 */
public final class CatalogueSource implements CandidateSource {
    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        CatalogSnapshot catalog = query.catalog();
        int[] popular = catalog.byPopularity();
        int end = into.size() + quota;
        for (int i = 0; i < popular.length && into.size() < end; i++) {
            offer(query, popular[i], into);
        }
        for (int ordinal = 0; ordinal < catalog.size() && into.size() < end; ordinal++) {
            offer(query, ordinal, into);
        }
    }

    private static void offer(SourceQuery query, int ordinal, CandidateList into) {
        if (query.allows(ordinal) && !into.contains(ordinal)) {
            into.add(ordinal, 0, Source.CATALOGUE);
        }
    }
}
