package io.candor.catalog;

import java.nio.charset.StandardCharsets;

/** A bijection between string ids and dense ordinals 0..size-1. Immutable and thread-safe. */
public interface IdTable {
    /** What {@link #ordinalOf} returns for an id that is not in the table. */
    int NOT_FOUND = -1;

    int size();

    /** Returns the ordinal of an id, or {@link #NOT_FOUND}. */
    int ordinalOf(String id);

    /** Returns the id of an ordinal; throws {@link IndexOutOfBoundsException} outside 0..size-1. */
    String idAt(int ordinal);

    /**
     * Copies the UTF-8 of the id at an ordinal to the beginning of {@code target}, which has room for {@link Ids#MAX_BYTES}.
     *
     * @return how many bytes it has
     */
    default int copyId(int ordinal, byte[] target) {
        byte[] utf8 = idAt(ordinal).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, target, 0, utf8.length);
        return utf8.length;
    }

    /** Returns {@link IdHash#of} of the id at an ordinal, without decoding the id. */
    long hashAt(int ordinal);
}
