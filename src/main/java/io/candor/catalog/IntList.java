package io.candor.catalog;

import java.util.Arrays;

/** A growing list of ints. Not thread-safe. */
final class IntList {
    private static final int[] EMPTY = {};

    private int[] values;
    private int size;

    IntList(int capacity) {
        values = new int[Math.max(4, capacity)];
    }

    int size() {
        return size;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1) + 4);
        }
        values[size++] = value;
    }

    /** Adds a run of values. */
    void addAll(int[] source, int from, int to) {
        int count = to - from;
        if (size + count > values.length) {
            values = Arrays.copyOf(values, Math.max(size + count, size + (size >> 1)));
        }
        System.arraycopy(source, from, values, size, count);
        size += count;
    }

    /** Adds a value unless it is there; for short lists. */
    void addIfAbsent(int value) {
        for (int i = 0; i < size; i++) {
            if (values[i] == value) {
                return;
            }
        }
        add(value);
    }

    int[] toArray() {
        return size == 0 ? EMPTY : Arrays.copyOf(values, size);
    }
}
