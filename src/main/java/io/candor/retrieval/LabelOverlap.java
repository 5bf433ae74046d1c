package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;

/** Likeness of two items by what they are labelled with; for items without vectors. Pure functions, no allocation. */
public final class LabelOverlap {
    private LabelOverlap() {}

    /** Returns |A ∩ B| / |A ∪ B| over categories and creators, 0 to 1; 0 when there are no labels. */
    public static float of(CatalogSnapshot catalog, int a, int b) {
        int common = 0;
        int countA = catalog.categoryCount(a);
        int countB = catalog.categoryCount(b);
        for (int i = 0; i < countA; i++) {
            for (int j = 0; j < countB; j++) {
                common += catalog.category(a, i) == catalog.category(b, j) ? 1 : 0;
            }
        }
        int creatorsA = catalog.creatorCount(a);
        int creatorsB = catalog.creatorCount(b);
        for (int i = 0; i < creatorsA; i++) {
            for (int j = 0; j < creatorsB; j++) {
                common += catalog.creator(a, i) == catalog.creator(b, j) ? 1 : 0;
            }
        }
        return common == 0 ? 0 : (float) common / (countA + countB + creatorsA + creatorsB - common);
    }
}
