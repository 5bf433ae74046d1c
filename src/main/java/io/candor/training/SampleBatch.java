package io.candor.training;

import java.util.Arrays;

/**
 * The samples of one batch: user, item ({@link #NONE} when there is nothing to learn), the other item of a pair or {@link
 * #NONE}, the value of a rating, by how much it counts, by how much it
 * moves the user beside that (1 unless it was set), and what was measured of them: the coefficient by which they pull, their loss, and the rows as they were before anything was learnt from the batch.
 */
final class SampleBatch {
    static final int NONE = -1;

    final int dims;
    final int[] user;
    final int[] item;
    final int[] other;
    final float[] value;
    final float[] weight;
    final float[] recency;
    final float[] pull;
    final double[] loss;
    final float[] userRows;
    final float[] itemRows;
    final float[] otherRows;

    /** Number in the pass of the first sample. */
    int from;

    int count;

    SampleBatch(int capacity, int dims) {
        this.dims = dims;
        user = new int[capacity];
        item = new int[capacity];
        other = new int[capacity];
        value = new float[capacity];
        weight = new float[capacity];
        recency = new float[capacity];
        Arrays.fill(recency, 1);
        pull = new float[capacity];
        loss = new double[capacity];
        userRows = new float[capacity * dims];
        itemRows = new float[capacity * dims];
        otherRows = new float[capacity * dims];
    }
}
