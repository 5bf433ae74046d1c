package io.candor.ranking;

import io.candor.catalog.CatalogSnapshot;

/** How often each category and creator is in the slate already, and what the caps say. Reusable, not thread-safe. */
final class Caps {
    private final LabelCounts categories = new LabelCounts();
    private final LabelCounts creators = new LabelCounts();
    private int maxPerCategory;
    private int maxPerCreator;

    void begin(DiversityConfig config) {
        maxPerCategory = config.maxPerCategory();
        maxPerCreator = config.maxPerCreator();
        categories.clear();
        creators.clear();
    }

    /** Returns whether one more item like this would be too many. */
    boolean forbid(CatalogSnapshot catalog, int ordinal) {
        if (maxPerCategory > 0) {
            for (int i = catalog.categoryCount(ordinal) - 1; i >= 0; i--) {
                if (categories.of(catalog.category(ordinal, i)) >= maxPerCategory) {
                    return true;
                }
            }
        }
        if (maxPerCreator > 0) {
            for (int i = catalog.creatorCount(ordinal) - 1; i >= 0; i--) {
                if (creators.of(catalog.creator(ordinal, i)) >= maxPerCreator) {
                    return true;
                }
            }
        }
        return false;
    }

    void count(CatalogSnapshot catalog, int ordinal) {
        if (maxPerCategory > 0) {
            for (int i = catalog.categoryCount(ordinal) - 1; i >= 0; i--) {
                categories.increment(catalog.category(ordinal, i));
            }
        }
        if (maxPerCreator > 0) {
            for (int i = catalog.creatorCount(ordinal) - 1; i >= 0; i--) {
                creators.increment(catalog.creator(ordinal, i));
            }
        }
    }
}
