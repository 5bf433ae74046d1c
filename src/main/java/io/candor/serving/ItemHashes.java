package io.candor.serving;

import java.util.Arrays;

/**
 * A growing set of 32-bit item hashes that keeps the order of insertion: what a reader has been shown so far.
 *
 * <p>Open addressing with linear probing; a slot holds an index into the list plus one. Reusable, not thread-safe;
 * allocates only when it grows past what it held before.
 */
final class ItemHashes {
    private int[] list = new int[64];
    private int[] slots = new int[256];
    private int size;

    int size() {
        return size;
    }

    /** Returns the i-th hash in order of insertion. */
    int at(int i) {
        return list[i];
    }

    boolean contains(int hash) {
        return size > 0 && slots[slotOf(hash)] != 0;
    }

    /** Adds a hash; returns whether it was new. */
    boolean add(int hash) {
        int slot = slotOf(hash);
        if (slots[slot] != 0) {
            return false;
        }
        if (size == list.length) {
            grow();
            slot = slotOf(hash);
        }
        list[size++] = hash;
        slots[slot] = size;
        return true;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(slots, 0);
            size = 0;
        }
    }

    private int slotOf(int hash) {
        int mask = slots.length - 1;
        int slot = ((hash * 0x9E3779B9) >>> 8) & mask;
        while (slots[slot] != 0 && list[slots[slot] - 1] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        list = Arrays.copyOf(list, size * 2);
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            slots[slotOf(list[i])] = i + 1;
        }
    }
}
