package io.candor.retrieval;

import java.util.Arrays;

/**
 * The candidates of one request in the order in which the sources brought them, each ordinal once.
 *
 * <p>A candidate has the mask of the {@link Source}s that brought it, the strength with which each of them did (0 to 1, for
 * ranking and for users without a vector), and the inner product with the user's vector where a source knew it. Flat
 * arrays, and an open-addressed table from ordinal to index.
 *
 * <p>Reusable, not thread-safe. {@link #reserve} (or the constructor) fixes how many fit without allocation; more still fit,
 * at the price of one growth. {@link #clear} costs as much as was reserved.
 */
public final class CandidateList {
    private static final int SOURCES = Source.values().length;

    private int[] ordinals = {};
    private float[] dots = {};
    private float[] strengths = {};
    private int[] sources = {};
    private int[] slots = {};
    private int size;

    /** Creates an empty list with room for {@code capacity} candidates. */
    public CandidateList(int capacity) {
        reserve(capacity);
    }

    /** Makes room for {@code capacity} candidates in all; keeps what is in it. */
    public void reserve(int capacity) {
        if (capacity <= ordinals.length && slots.length > 0) {
            return;
        }
        int room = Math.max(16, capacity);
        ordinals = Arrays.copyOf(ordinals, room);
        dots = Arrays.copyOf(dots, room);
        strengths = Arrays.copyOf(strengths, room * SOURCES);
        sources = Arrays.copyOf(sources, room);
        slots = new int[Integer.highestOneBit(room) * 4];
        for (int i = 0; i < size; i++) {
            slots[slotOf(ordinals[i])] = i + 1;
        }
    }

    /** Returns a copy that takes no more room than it needs. */
    public CandidateList copy() {
        CandidateList copy = new CandidateList(size);
        System.arraycopy(ordinals, 0, copy.ordinals, 0, size);
        System.arraycopy(dots, 0, copy.dots, 0, size);
        System.arraycopy(sources, 0, copy.sources, 0, size);
        System.arraycopy(strengths, 0, copy.strengths, 0, size * SOURCES);
        for (int i = 0; i < size; i++) {
            copy.slots[copy.slotOf(ordinals[i])] = i + 1;
        }
        copy.size = size;
        return copy;
    }

    public void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    public int size() {
        return size;
    }

    public boolean contains(int ordinal) {
        return slots[slotOf(ordinal)] != 0;
    }

    /** Returns the index of an ordinal, or −1. */
    public int indexOf(int ordinal) {
        return slots[slotOf(ordinal)] - 1;
    }

    public int ordinal(int i) {
        return ordinals[i];
    }

    /** Returns the inner product with the user's vector; NaN as long as nobody computed it. */
    public float dot(int i) {
        return dots[i];
    }

    public void setDot(int i, float dot) {
        dots[i] = dot;
    }

    /** Returns the mask of {@link Source#bit}s of the sources that brought it. */
    public int sources(int i) {
        return sources[i];
    }

    /** Returns how strongly a source proposed it, 0 to 1; 0 when it did not. */
    public float strength(int i, Source source) {
        return strengths[i * SOURCES + source.ordinal()];
    }

    /**
     * Adds a candidate, or only the source when the ordinal is there already.
     *
     * @param strength how strongly the source proposes it, 0 to 1; the larger one stays when a source proposes twice
     * @return its index
     */
    public int add(int ordinal, float strength, Source source) {
        int slot = slotOf(ordinal);
        int i = slots[slot] - 1;
        if (i < 0) {
            i = append(ordinal, slot);
        }
        sources[i] |= source.bit();
        int at = i * SOURCES + source.ordinal();
        strengths[at] = Math.max(strengths[at], strength);
        return i;
    }

    private int append(int ordinal, int freeSlot) {
        int slot = freeSlot;
        if (size == ordinals.length) {
            reserve(size * 2);
            slot = slotOf(ordinal);
        }
        int i = size++;
        ordinals[i] = ordinal;
        dots[i] = Float.NaN;
        sources[i] = 0;
        Arrays.fill(strengths, i * SOURCES, (i + 1) * SOURCES, 0f);
        slots[slot] = i + 1;
        return i;
    }

    private int slotOf(int ordinal) {
        int mask = slots.length - 1;
        int slot = ((ordinal * 0x9E3779B9) >>> 7) & mask;
        while (slots[slot] != 0 && ordinals[slots[slot] - 1] != ordinal) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
