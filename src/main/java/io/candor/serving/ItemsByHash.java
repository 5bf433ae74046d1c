package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.IdTable;

/**
 * From the low 32 bits of an item's hash, as cursors carry them, to the ordinals of one model generation.
 *
 * <p>An open-addressed table over the rows of the model (4 to 8 bytes an item), made once a generation; items of the tail are
 * looked through. Immutable and thread-safe.
 */
final class ItemsByHash {
    private final IdTable ids;
    private final int[] slots;

    private ItemsByHash(IdTable ids, int[] slots) {
        this.ids = ids;
        this.slots = slots;
    }

    static ItemsByHash over(IdTable ids) {
        int[] slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ids.size())) * 4)];
        int mask = slots.length - 1;
        for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
            int slot = (int) ids.hashAt(ordinal) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = ordinal + 1;
        }
        return new ItemsByHash(ids, slots);
    }

    /** Takes every item whose hash is in {@code shown} out of {@code allowed}, a set of the catalogue's size. */
    void remove(ItemHashes shown, CatalogSnapshot catalog, AllowedSet allowed) {
        for (int i = 0; i < shown.size(); i++) {
            remove(shown.at(i), allowed);
        }
        for (int ordinal = ids.size(); shown.size() > 0 && ordinal < catalog.size(); ordinal++) {
            if (shown.contains((int) catalog.hashAt(ordinal))) {
                allowed.remove(ordinal);
            }
        }
    }

    private void remove(int hash, AllowedSet allowed) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int ordinal = slots[slot] - 1;
            if ((int) ids.hashAt(ordinal) == hash) {
                allowed.remove(ordinal);
            }
        }
    }
}
