package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.VectorKernels;
import java.util.Arrays;

/**
 * Working memory of the exact scan: the coded query, the sums of a block, and the rows that may be among the best k.
 *
 * <p>Of a row is known what it scores at least, and within which error. The least scores are counted in {@value #BUCKETS} equal
 * steps of the range that scores can have, so that the threshold, the highest step with k rows at or above it, moves up with
 * every row at the cost of an addition. It lags behind the k-th best by less than a step, which only lets more rows in.
 */
final class ExactScratch implements CandidateIndex.Scratch {
    private static final int BUCKETS = 1024;

    /** More than float32 rounding can shift a score, in steps. */
    private static final double SLACK = 0.01;

    final CodedQuery query;
    final int[] sums = new int[CodeKernels.ROWS];
    final int[] centreSums = new int[CodeKernels.ROWS];
    final float[] products = new float[VectorKernels.FOUR_PRODUCTS];
    int[] batch = new int[256];

    private final ExactStore store;
    private final int[] counts = new int[BUCKETS];
    private float[] mosts = new float[512];
    private int[] positions = new int[512];
    private int size;
    private int k;
    private int floor;
    private int higher;
    private double lowest;
    private double stepsPerUnit;
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
        Arrays.fill(counts, 0);
        floor = 0;
        higher = 0;
        float most = store.rows() == 0 ? 0 : query.most(store.largestFrom(0));
        lowest = -most;
        stepsPerUnit = most > 0 ? BUCKETS / 2 / (double) most : 0;
        threshold = Float.NEGATIVE_INFINITY;
    }

    /** Finds the sums of the query with 16 centres of blocks; returns what a sum of 1 stands for. */
    double boundCentres(int group) {
        CodedBlocks centres = store.centres().coded();
        CodeKernels.dot(centres.array(group), centres.offsetOf(group), query.spread(), centreSums);
        return query.centreUnit(store, group);
    }

    /** Returns the score below which a row is out of the question; it never falls. */
    float threshold() {
        return threshold;
    }

    /** Keeps the row at a position, which scores at least {@code least} and at most {@code most}. */
    void keep(int position, float least, float most) {
        if (size == mosts.length) {
            mosts = Arrays.copyOf(mosts, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        mosts[size] = most;
        positions[size++] = position;
        int bucket = Math.clamp((long) ((least - lowest) * stepsPerUnit), 0, BUCKETS - 1);
        counts[bucket]++;
        if (bucket > floor && ++higher >= k) {
            rise();
        }
    }

    private void rise() {
        while (higher >= k) {
            higher -= counts[++floor];
        }
        threshold = (float) (lowest + (floor - SLACK) / stepsPerUnit);
    }

    /** Forgets what is certainly not among the best k. */
    void tighten() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (mosts[i] >= threshold) {
                positions[kept++] = positions[i];
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
            batch[i] = store.ordinals()[positions[i]];
        }
        return batch;
    }
}
