package io.candor.dataset;

import io.candor.catalog.IdHash;
import io.candor.catalog.IdTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The ids met so far, numbered in order of first appearance: an open-addressing table over flat arrays.
 *
 * <p>Grows by {@link #intern}; belongs to one thread until it has stopped growing, then it may be shared.
 */
public final class Vocabulary implements IdTable {
    private static final int INITIAL_SLOTS = 1 << 10;

    private String[] ids = new String[INITIAL_SLOTS / 2];
    private long[] hashes = new long[INITIAL_SLOTS / 2];
    private int[] slots = emptySlots(INITIAL_SLOTS);
    private int size;

    /** Returns the ordinal of an id, a new one when it was not met before. */
    public int intern(String id) {
        long hash = IdHash.of(id);
        int slot = find(id, hash);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        if (size == ids.length) {
            grow();
            slot = find(id, hash);
        }
        ids[size] = id;
        hashes[size] = hash;
        slots[slot] = size;
        return size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int ordinalOf(String id) {
        return slots[find(id, IdHash.of(id))];
    }

    @Override
    public String idAt(int ordinal) {
        return ids[checked(ordinal)];
    }

    @Override
    public long hashAt(int ordinal) {
        return hashes[checked(ordinal)];
    }

    /** Returns the ids by ordinal, a view. */
    public List<String> asList() {
        return Collections.unmodifiableList(Arrays.asList(ids).subList(0, size));
    }

    private int checked(int ordinal) {
        if (ordinal < 0 || ordinal >= size) {
            throw new IndexOutOfBoundsException("ordinal " + ordinal + " outside 0.." + (size - 1));
        }
        return ordinal;
    }

    private int find(String id, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] >= 0 && !(hashes[slots[slot]] == hash && ids[slots[slot]].equals(id))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * ids.length);
        hashes = Arrays.copyOf(hashes, ids.length);
        slots = emptySlots(2 * ids.length);
        int mask = slots.length - 1;
        for (int ordinal = 0; ordinal < size; ordinal++) {
            int slot = (int) hashes[ordinal] & mask;
            while (slots[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = ordinal;
        }
    }

    private static int[] emptySlots(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, NOT_FOUND);
        return slots;
    }
}
