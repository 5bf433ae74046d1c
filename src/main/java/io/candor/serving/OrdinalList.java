package io.candor.serving;

import java.util.Arrays;

/** Ordinals in the order in which they were added. Reusable, not thread-safe. */
final class OrdinalList {
    private int[] ordinals = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int at(int i) {
        return ordinals[i];
    }

    /** Adds an ordinal unless it is below 0, that of an unknown item. */
    void addKnown(int ordinal) {
        if (ordinal < 0) {
            return;
        }
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * size);
        }
        ordinals[size++] = ordinal;
    }

    int[] toArray() {
        return Arrays.copyOf(ordinals, size);
    }
}
