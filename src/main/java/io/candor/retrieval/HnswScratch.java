package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.VectorKernels;

/** Working memory of the graph search: rows seen, the pool, and a batch of neighbours to score. */
final class HnswScratch implements CandidateIndex.Scratch {
    final CandidateIndex.Scratch exact;
    final Bits seen;
    final GraphPool pool = new GraphPool();
    final float[] products = new float[VectorKernels.FOUR_PRODUCTS];
    int[] batch = new int[128];

    HnswScratch(int rows, CandidateIndex.Scratch exact) {
        this.seen = new Bits(rows);
        this.exact = exact;
    }

    void reserveBatch(int length) {
        if (length > batch.length) {
            batch = new int[length + length / 2];
        }
    }
}
