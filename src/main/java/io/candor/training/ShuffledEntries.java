package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.SplitMix64;

/** The entries of a matrix in another random order every pass, a function of seed and pass. */
final class ShuffledEntries {
    private final SparseRows matrix;
    private final int[] rowOf;
    private final int[] order;
    private final long seed;

    ShuffledEntries(SparseRows matrix, long seed) {
        this.matrix = matrix;
        this.rowOf = matrix.rowOfEntries();
        this.order = new int[rowOf.length];
        this.seed = seed;
    }

    /** Takes the order of a pass (Fisher, Yates 1938). */
    void shuffle(int epoch) {
        SplitMix64 random = new SplitMix64(seed * 31 + epoch);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    int size() {
        return order.length;
    }

    int user(int i) {
        return rowOf[order[i]];
    }

    int item(int i) {
        return matrix.column(order[i]);
    }

    /** Returns how much an entry pulls. */
    float weight(int i) {
        return matrix.weight(order[i]) * matrix.target(order[i]);
    }

    /** Returns the position of an entry in the matrix. */
    int position(int i) {
        return order[i];
    }

    float value(int i) {
        return matrix.value(order[i]);
    }
}
