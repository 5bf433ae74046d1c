package io.candor.serving;

/** A set of pairs of numbers by open addressing, at most half full. Not thread-safe. */
final class LongPairSet {
    private static final int INITIAL_SLOTS = 16;

    /** Two numbers a slot; (0, 0) marks an empty one. */
    private long[] slots = new long[2 * INITIAL_SLOTS];

    private int size;
    private boolean hasZero;

    int size() {
        return size;
    }

    /** Returns whether the pair was not in the set. */
    boolean add(long high, long low) {
        if ((high | low) == 0) {
            boolean added = !hasZero;
            size += added ? 1 : 0;
            hasZero = true;
            return added;
        }
        int at = find(high, low);
        if ((slots[at] | slots[at + 1]) != 0) {
            return false;
        }
        slots[at] = high;
        slots[at + 1] = low;
        size++;
        if (4 * size > slots.length) {
            grow();
        }
        return true;
    }

    boolean contains(long high, long low) {
        if ((high | low) == 0) {
            return hasZero;
        }
        int at = find(high, low);
        return (slots[at] | slots[at + 1]) != 0;
    }

    /** Returns where the pair is, or the empty slot where it would be. */
    private int find(long high, long low) {
        int mask = slots.length - 2;
        long hash = (high ^ Long.rotateLeft(low, 29)) * 0x9e3779b97f4a7c15L;
        int at = (int) (hash >>> 32) & mask;
        while ((slots[at] | slots[at + 1]) != 0 && (slots[at] != high || slots[at + 1] != low)) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if ((before[i] | before[i + 1]) != 0) {
                int at = find(before[i], before[i + 1]);
                slots[at] = before[i];
                slots[at + 1] = before[i + 1];
            }
        }
    }
}
