package io.candor.catalog;

import io.candor.error.CandorException;
import io.candor.math.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as one request sees it. Immutable and thread-safe; accessors by ordinal neither allocate nor lock.
 *
 * <p>Ordinals 0..modelSize-1 are rows of the model generation it belongs to; modelSize..size-1 are items the model does
 * not know. Ordinals are stable across the snapshots of one {@link Catalog}: an item keeps its ordinal when it changes or is
 * deleted, and a new one is appended.
 */
public interface CatalogSnapshot {
    /** Milliseconds reported for an item without a date. */
    long NO_DATE = Long.MIN_VALUE;

    int size();

    int modelSize();

    /** Returns the ordinal of an id, {@link IdTable#NOT_FOUND} when unknown or deleted. */
    int ordinalOf(String id);

    String idAt(int ordinal);

    /** As {@link IdTable#copyId}. */
    int copyId(int ordinal, byte[] target);

    /** Returns {@link IdHash#of} of the id at an ordinal. */
    long hashAt(int ordinal);

    /** Returns the item, attributes and all; may allocate (for rendering, not for scoring). */
    Item itemAt(int ordinal);

    /** Returns epoch milliseconds, or {@link #NO_DATE}. */
    long publishedAt(int ordinal);

    double boost(int ordinal);

    /** Returns how often the item occurred in the training data, 0 for items the model does not know. */
    float popularity(int ordinal);

    /** Returns the number of categories; dense label numbers are read with {@link #category}. */
    int categoryCount(int ordinal);

    /** Returns the i-th category of an item as a dense label number, equal for equal labels within one snapshot. */
    int category(int ordinal, int i);

    int creatorCount(int ordinal);

    int creator(int ordinal, int i);

    /**
     * Returns the ordinals that may be shown at a time (present, available, in season and window), or null when that is
     * all of them. The set is shared: not to be modified.
     */
    @Nullable
    Bits eligibleAt(long nowMillis);

    /**
     * Writes into {@code target} (of this snapshot's size) the ordinals that pass the filter, eligible or not.
     *
     * @throws CandorException INVALID_REQUEST when the filter names an attribute no item has; the message lists known
     *     ones
     */
    void filter(ItemFilter filter, Bits target);

    /** Returns the ordinals of the tail that have factors, in ascending order; a shared array, not to be modified. */
    int[] tailWithFactors();

    /** Returns the flat factors (tailWithFactors().length × dims) of the tail; shared, not to be modified. */
    float[] tailFactors();

    /** Returns whether the item has seasons; when it is eligible, it is in one. */
    boolean seasonal(int ordinal);

    /**
     * Writes into {@code target} (of this snapshot's size) the ordinals that share a category or a creator with an item,
     * itself included when it has any.
     */
    void sharingLabels(int ordinal, Bits target);

    /** As {@link #sharingLabels}, for creators only. */
    void sharingCreators(int ordinal, Bits target);

    /**
     * Returns the ordinals with a popularity above 0, by falling popularity, ties by ordinal; shared, not to be modified.
     * Deleted ones included.
     */
    int[] byPopularity();

    /** Returns the ordinals by falling recent (decayed) popularity, those without any left out; ties and sharing as above. */
    int[] byTrend();

    /** Returns the ordinals by falling date of publication, those without a date left out; ties by ordinal, deleted ones left out. */
    int[] byFreshness();
}
