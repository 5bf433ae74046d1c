package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.FloatOrder;
import io.candor.math.LongSelection;
import java.util.Arrays;

/**
 * Working memory of the exact scan: the coded query, the sums of a block, and the rows that may be among the best k.
 *
 * <p>Of a row is known what it scores at least, and within which error. Rows are only collected; now and then the k-th best of
 * the least scores is selected and rows that cannot reach it are forgotten. That is cheaper than a heap that is right after every
 * row, and the threshold it lags behind only lets more rows in.
 */
final class ExactScratch implements CandidateIndex.Scratch {
    private static final int MIN_GAP = 32;

    final CodedQuery query;
    final int[] sums = new int[CodeKernels.ROWS];
    final float[] products = new float[4];
    int[] batch = new int[256];

    private final ExactStore store;
    private long[] keys = new long[1024];
    private int size;
    private int k;
    private int full;
    private float threshold;

    ExactScratch(ExactStore store) {
        this.store = store;
        this.query = new CodedQuery(store.dims());
    }

    /**
     * Forgets all rows and takes another query.
     *
     * @param wanted how many are to be found, at least 1
     */
    void reset(float[] vector, int wanted) {
        query.set(vector);
        k = wanted;
        size = 0;
        full = wanted + MIN_GAP;
        threshold = Float.NEGATIVE_INFINITY;
    }

    /** Returns the score below which a row is out of the question; it never falls. */
    float threshold() {
        return threshold;
    }

    /** Keeps the row at a position, which scores at least {@code least}. */
    void keep(int position, float least) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = ((long) FloatOrder.sortable(least) << 32) | position;
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
        threshold = FloatOrder.value((int) (keys[k - 1] >> 32));
        int kept = k;
        for (int i = k; i < size; i++) {
            float least = FloatOrder.value((int) (keys[i] >> 32));
            int block = (int) keys[i] / CodeKernels.ROWS;
            if (least + 2 * query.error(store, block) >= threshold) {
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
            batch[i] = store.ordinals()[(int) keys[i]];
        }
        return batch;
    }
}
