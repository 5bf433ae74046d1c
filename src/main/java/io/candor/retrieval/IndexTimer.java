package io.candor.retrieval;

import io.candor.math.TopK;
import java.util.Arrays;

/**
 * The CPU time of a query, for k = 10 and k = 100: the median of rounds, in which the indexes take turns.
 */
final class IndexTimer {
    private static final int ROUNDS = 5;
    private static final int[] DEPTHS = {10, 100};

    private final QuerySample sample;

    IndexTimer(QuerySample sample) {
        this.sample = sample;
    }

    /** Returns, for every index in turn, microseconds for k = 10 and for k = 100. */
    double[] micros(CandidateIndex... indexes) {
        double[] medians = new double[indexes.length * DEPTHS.length];
        double[][] rounds = new double[medians.length][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < medians.length; i++) {
                double micros = round(indexes[i / DEPTHS.length], DEPTHS[i % DEPTHS.length]);
                if (round >= 0) {
                    rounds[i][round] = micros;
                }
            }
        }
        for (int i = 0; i < medians.length; i++) {
            Arrays.sort(rounds[i]);
            medians[i] = rounds[i][ROUNDS / 2];
        }
        return medians;
    }

    private double round(CandidateIndex index, int k) {
        CandidateIndex.Scratch scratch = index.newScratch();
        TopK best = new TopK(k);
        long start = CpuClock.nanos();
        for (int i = 0; i < sample.size(); i++) {
            best.reset(k);
            index.search(sample.vector(i), null, scratch, best);
        }
        return (CpuClock.nanos() - start) / 1e3 / Math.max(1, sample.size());
    }
}
