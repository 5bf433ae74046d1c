package io.candor.retrieval;

import io.candor.math.BlockKernels;
import io.candor.math.TopK;
import java.util.Arrays;

/** Working memory of the exact scan: the rotated query, the sums of a block, and the rows that may be among the best. */
final class ExactScratch implements CandidateIndex.Scratch {
    final float[] rotated;
    final float[] sums = new float[BlockKernels.ROWS];
    final TopK best = new TopK(256);

    private int[] ordinals = new int[1024];
    private float[] scores = new float[1024];
    private int size;

    ExactScratch(int dims) {
        rotated = new float[dims];
    }

    void clear() {
        size = 0;
    }

    /** Keeps a row; when there is no room, those below {@code threshold} are forgotten first. */
    void keep(int ordinal, float score, float threshold) {
        if (size == scores.length) {
            forgetBelow(threshold);
            if (size > scores.length / 2) {
                ordinals = Arrays.copyOf(ordinals, 2 * ordinals.length);
                scores = Arrays.copyOf(scores, 2 * scores.length);
            }
        }
        ordinals[size] = ordinal;
        scores[size++] = score;
    }

    void forgetBelow(float threshold) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (scores[i] >= threshold) {
                ordinals[kept] = ordinals[i];
                scores[kept++] = scores[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int ordinal(int i) {
        return ordinals[i];
    }
}
