package io.candor.catalog;

import io.candor.math.FloatColumn;

/**
 * What a model knows of its items, by row; retained by the catalogue, so it must live as long.
 *
 * @param ids the ids of the rows
 * @param popularity occurrences in the training data; values that are not above 0 count as 0
 * @param trend decayed occurrences as of the end of the training data; likewise
 * @param dims length of the factor vectors; factors of new items that have another length are not used
 * @param newItems makes vectors for items of the tail that bring none
 */
public record ModelItems(IdTable ids, FloatColumn popularity, FloatColumn trend, int dims, NewItemVectors newItems) {
    public ModelItems {
        if (popularity.size() != ids.size() || trend.size() != ids.size()) {
            throw new IllegalArgumentException("columns need one value for each of " + ids.size() + " items, have "
                    + popularity.size() + " and " + trend.size());
        }
    }

    /** Items of a model that makes no vectors for others. */
    public ModelItems(IdTable ids, FloatColumn popularity, FloatColumn trend, int dims) {
        this(ids, popularity, trend, dims, NewItemVectors.NONE);
    }

    int size() {
        return ids.size();
    }
}
