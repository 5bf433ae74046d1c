package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FloatOrder;
import io.candor.math.TopK;
import java.util.Arrays;

/** Working memory of the graph search: rows seen, rows to expand (a max-heap), the best so far, and a batch of neighbours. */
final class HnswScratch implements CandidateIndex.Scratch {
    final CandidateIndex.Scratch exact;
    final Bits seen;
    final TopK best = new TopK(256);
    final float[] products = new float[4];
    int[] batch = new int[128];

    private long[] heap = new long[1024];
    private int size;
    private float[] rejected = new float[256];
    private int rejections;

    HnswScratch(int rows, CandidateIndex.Scratch exact) {
        this.seen = new Bits(rows);
        this.exact = exact;
    }

    void clear() {
        seen.clearAll();
        size = 0;
        rejections = 0;
    }

    /** Remembers the score of a row that may not be returned. */
    void reject(float score) {
        if (rejections == rejected.length) {
            rejected = Arrays.copyOf(rejected, 2 * rejections);
        }
        rejected[rejections++] = score;
    }

    /** Returns how many remembered rows score at least {@code score}. */
    int rejectedFrom(float score) {
        int count = 0;
        for (int i = 0; i < rejections; i++) {
            count += rejected[i] >= score ? 1 : 0;
        }
        return count;
    }

    void reserveBatch(int length) {
        if (length > batch.length) {
            batch = new int[length + length / 2];
        }
    }

    boolean hasNext() {
        return size > 0;
    }

    /** Adds a row to be expanded. Of equal scores the lower row comes first. */
    void push(int row, float score) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long key = ((long) FloatOrder.sortable(score) << 32) | (~row & 0xffffffffL);
        int i = size++;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (heap[parent] >= key) {
                break;
            }
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = key;
    }

    float nextScore() {
        return FloatOrder.value((int) (heap[0] >> 32));
    }

    /** Takes the row with the best score. */
    int pop() {
        int row = ~(int) heap[0];
        long key = heap[--size];
        int i = 0;
        for (int child = 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= key) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = key;
        return row;
    }
}
