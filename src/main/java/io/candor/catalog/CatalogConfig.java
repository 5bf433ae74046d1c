package io.candor.catalog;

/**
 * How the catalogue in memory is kept.
 *
 * @param mergeAfter changed items after which the changes are worked into the columns; between that, filters look at each of them, 1
 *     to 100,000
 * @param maxFilterValues most distinct values of an attribute that can be filtered by; one with more is kept and rendered, but a
 *     filter on it is refused, 1 to 1,000,000
 * @param maxFilterAttributes most attributes that can be filtered by, 0 to 1,000; the first ones met count
 */
public record CatalogConfig(int mergeAfter, int maxFilterValues, int maxFilterAttributes) {
    public CatalogConfig {
        checkRange("merge_after", mergeAfter, 1, 100_000);
        checkRange("max_filter_values", maxFilterValues, 1, 1_000_000);
        checkRange("max_filter_attributes", maxFilterAttributes, 0, 1_000);
    }

    public static CatalogConfig defaults() {
        return new CatalogConfig(1_000, 10_000, 200);
    }

    private static void checkRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
