package io.candor.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Items lately decoded, by ordinal: a direct-mapped table. Thread-safe without locks: an entry is one immutable object, so a reader
 * sees it whole or not at all.
 */
final class ItemCache {
    private static final int SLOTS = 8_192;

    private final @Nullable Entry[] entries = new Entry[SLOTS];

    private record Entry(int ordinal, Item item) {}

    /** Returns the item kept for an ordinal, or null. */
    @Nullable
    Item find(int ordinal) {
        Entry entry = entries[ordinal & (SLOTS - 1)];
        return entry != null && entry.ordinal == ordinal ? entry.item : null;
    }

    void keep(int ordinal, Item item) {
        entries[ordinal & (SLOTS - 1)] = new Entry(ordinal, item);
    }
}
