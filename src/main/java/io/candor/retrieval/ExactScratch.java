package io.candor.retrieval;

import io.candor.math.BlockKernels;
import io.candor.math.FloatOrder;
import io.candor.math.LongSelection;
import java.util.Arrays;

/**
 * Working memory of the exact scan: the rotated query, the sums of a block, and the rows that may be among the best k.
 *
 * <p>Rows are only collected; now and then the k-th best is selected and those out of the question are forgotten. That is
 * cheaper than a heap that is right after every row, and the threshold it lags behind only lets more rows in.
 */
final class ExactScratch implements CandidateIndex.Scratch {
    private static final int MIN_GAP = 32;

    final float[] rotated;
    final float[] sums = new float[BlockKernels.ROWS];
    final float[] products = new float[4];
    int[] batch = new int[256];

    private long[] keys = new long[1024];
    private int size;
    private int k;
    private int full;
    private float slack;
    private float threshold;

    ExactScratch(int dims) {
        rotated = new float[dims];
    }

    /**
     * Forgets all rows.
     *
     * @param wanted how many are to be found, at least 1
     * @param slackOfScores how far below the k-th best score a row may be and still be one of the best
     */
    void reset(int wanted, float slackOfScores) {
        k = wanted;
        slack = slackOfScores;
        size = 0;
        full = wanted + MIN_GAP;
        threshold = Float.NEGATIVE_INFINITY;
    }

    /** Returns the score below which a row is out of the question; it never falls. */
    float threshold() {
        return threshold;
    }

    void keep(int ordinal, float score) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = ((long) FloatOrder.sortable(score) << 32) | ordinal;
    }

    /** Raises the threshold when many rows have come since the last time. */
    void tightenWhenFull() {
        if (size >= full) {
            tighten();
            full = size + Math.max(k / 2, MIN_GAP);
        }
    }

    /** Forgets what is certainly not among the best k. */
    void tighten() {
        if (size <= k) {
            return;
        }
        LongSelection.largestFirst(keys, size, k);
        threshold = FloatOrder.value((int) (keys[k - 1] >> 32)) - slack;
        long least = (long) FloatOrder.sortable(threshold) << 32;
        int kept = k;
        for (int i = k; i < size; i++) {
            if (keys[i] >= least) {
                keys[kept++] = keys[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    /** Returns the ordinals of the kept rows in an array that has room for some more. */
    int[] ordinals() {
        if (batch.length < size) {
            batch = new int[2 * size];
        }
        for (int i = 0; i < size; i++) {
            batch[i] = (int) keys[i];
        }
        return batch;
    }
}
