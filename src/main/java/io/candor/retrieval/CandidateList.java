package io.candor.retrieval;

import java.util.Arrays;

/**
 * The candidates of one request in the order in which the sources brought them, each ordinal once.
 *
 * <p>A candidate has a relevance (what its score begins with: the inner product with the user's vector, a cosine, or a
 * rank turned into a number) and the mask of the {@link Source}s that brought it. Flat arrays and an open-addressed table from ordinal
 * to index; reusable, not thread-safe, allocates only when it grows past what it held before.
 */
public final class CandidateList {
    private int[] ordinals;
    private float[] relevance;
    private int[] sources;
    private int[] slots;
    private int size;

    /** Creates an empty list with room for {@code capacity} candidates; it grows when needed. */
    public CandidateList(int capacity) {
        int room = Math.max(16, capacity);
        ordinals = new int[room];
        relevance = new float[room];
        sources = new int[room];
        slots = new int[Integer.highestOneBit(room) * 4];
    }

    public int size() {
        return size;
    }

    public int ordinal(int i) {
        return ordinals[i];
    }

    public float relevance(int i) {
        return relevance[i];
    }

    public void setRelevance(int i, float value) {
        relevance[i] = value;
    }

    /** Returns the mask of the {@link Source#bit}s that brought the candidate. */
    public int sources(int i) {
        return sources[i];
    }

    public boolean contains(int ordinal) {
        return slots[slotOf(ordinal)] != 0;
    }

    /**
     * Adds a candidate, or only the source when the ordinal is there already (its relevance stays).
     *
     * @return whether it was new
     */
    public boolean add(int ordinal, float newRelevance, Source source) {
        int slot = slotOf(ordinal);
        if (slots[slot] != 0) {
            sources[slots[slot] - 1] |= source.bit();
            return false;
        }
        if (size == ordinals.length) {
            grow();
            slot = slotOf(ordinal);
        }
        ordinals[size] = ordinal;
        relevance[size] = newRelevance;
        sources[size] = source.bit();
        slots[slot] = ++size;
        return true;
    }

    public void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    private int slotOf(int ordinal) {
        int mask = slots.length - 1;
        int slot = ((ordinal * 0x9E3779B9) >>> 7) & mask;
        while (slots[slot] != 0 && ordinals[slots[slot] - 1] != ordinal) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int room = size * 2;
        ordinals = Arrays.copyOf(ordinals, room);
        relevance = Arrays.copyOf(relevance, room);
        sources = Arrays.copyOf(sources, room);
        slots = new int[Integer.highestOneBit(room) * 4];
        for (int i = 0; i < size; i++) {
            slots[slotOf(ordinals[i])] = i + 1;
        }
    }
}
