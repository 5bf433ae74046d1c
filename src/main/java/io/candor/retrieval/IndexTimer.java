package io.candor.retrieval;

import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The CPU time of a query, for k = 10 and k = 100: the median of rounds, in which the indexes take turns. What is measured was
 * searched for {@value #WARM_MILLIS} ms before, so that both are compiled, and a round takes at least {@value #ROUND_MILLIS} ms.
 */
final class IndexTimer {
    private static final int ROUNDS = 5;
    private static final long WARM_MILLIS = 300;
    private static final long ROUND_MILLIS = 10;
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
                long leastMillis = round < 0 ? WARM_MILLIS : ROUND_MILLIS;
                double micros = round(indexes[i / DEPTHS.length], DEPTHS[i % DEPTHS.length], leastMillis);
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

    /** Returns the microseconds that scoring {@code count} rows at random takes, four at a time. */
    double randomRowsMicros(ScanIndex items, int count) {
        if (items.size() == 0 || sample.size() == 0) {
            return 0;
        }
        int[] rows = new SplittableRandom(1).ints(count, 0, items.size()).toArray();
        float[] products = new float[VectorKernels.FOUR_PRODUCTS];
        double[] rounds = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            long start = CpuClock.nanos();
            for (int q = 0; q < sample.size(); q++) {
                for (int i = 0; i + 4 <= count; i += 4) {
                    items.dot4(rows, i, sample.vector(q), products);
                }
            }
            if (round >= 0) {
                rounds[round] = (CpuClock.nanos() - start) / 1e3 / sample.size();
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    /** Searches for every vector of the sample, again until so much CPU time is over; returns the microseconds of one search. */
    private double round(CandidateIndex index, int k, long leastMillis) {
        if (sample.size() == 0) {
            return 0;
        }
        CandidateIndex.Scratch scratch = index.newScratch();
        TopK best = new TopK(k);
        long start = CpuClock.nanos();
        long nanos = 0;
        long searches = 0;
        while (nanos <= leastMillis * 1_000_000) {
            for (int i = 0; i < sample.size(); i++) {
                best.reset(k);
                index.search(sample.vector(i), null, scratch, best);
            }
            searches += sample.size();
            nanos = CpuClock.nanos() - start;
        }
        return nanos / 1e3 / searches;
    }
}
