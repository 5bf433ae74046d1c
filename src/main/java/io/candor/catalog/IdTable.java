package io.candor.catalog;

/** A bijection between string ids and dense ordinals 0..size-1. Immutable and thread-safe. */
public interface IdTable {
    /** What {@link #ordinalOf} returns for an id that is not in the table. */
    int NOT_FOUND = -1;

    int size();

    /** Returns the ordinal of an id, or {@link #NOT_FOUND}. */
    int ordinalOf(String id);

    /** Returns the id of an ordinal; throws {@link IndexOutOfBoundsException} outside 0..size-1. */
    String idAt(int ordinal);

    /** Returns {@link IdHash#of} of the id at an ordinal, without decoding the id. */
    long hashAt(int ordinal);
}
