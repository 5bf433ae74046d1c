package io.candor.exploration;

/** The smallest of some numbers, in order; equal ones in the order of their indices. Reusable. */
final class Leaders {
    private int[] indices = {};
    private double[] keys = {};
    private int limit;
    private int size;

    void reset(int newLimit) {
        if (newLimit > indices.length) {
            indices = new int[newLimit];
            keys = new double[newLimit];
        }
        limit = newLimit;
        size = 0;
    }

    /** Offers a number; indices must ascend from call to call. */
    void offer(int index, double key) {
        if (size == limit) {
            if (limit == 0 || !(key < keys[size - 1])) {
                return;
            }
        } else {
            size++;
        }
        int at = size - 1;
        while (at > 0 && key < keys[at - 1]) {
            keys[at] = keys[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        keys[at] = key;
        indices[at] = index;
    }

    int size() {
        return size;
    }

    int index(int rank) {
        return indices[rank];
    }
}
