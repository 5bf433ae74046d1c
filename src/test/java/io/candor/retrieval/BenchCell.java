package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cell of the benchmark: all engines on the same queries, depth and filter, taking turns. */
final class BenchCell {
    static final double TARGET = 0.98;
    private static final int[] LADDER = {
        10, 15, 20, 30, 40, 50, 60, 80, 100, 115, 130, 150, 175, 200, 250, 300, 400, 500, 700, 1000, 1500, 2500
    };
    /** An engine that takes so many times a full scan is not searched for a better recall. */
    private static final double HOPELESS = 3;

    private final FactorMatrix items;
    private final float[][] queries;
    private final int k;
    private final @Nullable Bits allowed;
    private final float[] worst;
    private final int[] counts;
    private final int[] found;

    BenchCell(FactorMatrix items, float[][] queries, int k, @Nullable Bits allowed) {
        this.items = items;
        this.queries = queries;
        this.k = k;
        this.allowed = allowed;
        this.worst = new float[queries.length];
        this.counts = new int[queries.length];
        this.found = new int[k];
        for (int q = 0; q < queries.length; q++) {
            TopK truth = Factors.bruteForce(items, queries[q], allowed, k);
            counts[q] = truth.size();
            worst[q] = truth.size() == 0 ? 0 : truth.score(truth.size() - 1);
        }
    }

    /**
     * What one engine did.
     *
     * @param ef 0 when it has none
     * @param recall mean over the queries
     * @param micros CPU time of a query, median of the rounds' means
     * @param maxMicros CPU time of the slowest query, for each query the median of the rounds
     * @param worstMicros the longest CPU time that any query took in any round
     */
    record Result(String engine, int ef, double recall, double micros, double maxMicros, double worstMicros) {
        double perSecond() {
            return 1e6 / micros;
        }

        boolean holdsTarget() {
            return recall >= TARGET;
        }
    }

    /**
     * Measures the engines.
     *
     * @param warmMillis CPU time that each engine runs before it is timed
     */
    List<Result> run(List<BenchEngine> engines, int rounds, int warmMillis) throws IOException {
        double scanMicros = fullScanMicros();
        int[] efs = new int[engines.size()];
        double[] recalls = new double[engines.size()];
        for (int e = 0; e < efs.length; e++) {
            engines.get(e).allow(allowed);
            tune(engines.get(e), e, efs, recalls, scanMicros);
            warm(engines.get(e), efs[e], warmMillis);
        }
        double[][] means = new double[efs.length][rounds];
        QueryTimes[] each = new QueryTimes[efs.length];
        Arrays.setAll(each, e -> new QueryTimes(queries.length));
        for (int round = 0; round < rounds; round++) {
            for (int e = 0; e < efs.length; e++) {
                // One that missed the recall, or is far too slow, is shown, but is not worth the time of all rounds.
                boolean again = round == 0 || (recalls[e] >= TARGET && means[e][0] <= HOPELESS * scanMicros);
                means[e][round] = again ? mean(engines.get(e), efs[e]) : means[e][0];
                if (again) {
                    each(engines.get(e), efs[e], each[e]);
                }
            }
        }
        List<Result> results = new ArrayList<>();
        for (int e = 0; e < efs.length; e++) {
            Arrays.sort(means[e]);
            results.add(new Result(
                    engines.get(e).name(),
                    efs[e],
                    recalls[e],
                    means[e][rounds / 2],
                    each[e].slowest(),
                    each[e].worst()));
        }
        return results;
    }

    private double fullScanMicros() {
        FullScanEngine scan = new FullScanEngine(items);
        scan.allow(allowed);
        long start = CpuClock.nanos();
        int some = Math.min(20, queries.length);
        for (int q = 0; q < some; q++) {
            scan.search(queries[q], k, 0, found);
        }
        return (CpuClock.nanos() - start) / 1e3 / some;
    }

    private void tune(BenchEngine engine, int slot, int[] efs, double[] recalls, double scanMicros) throws IOException {
        if (!engine.hasEf()) {
            recalls[slot] = recall(engine, 0);
            return;
        }
        for (int ef : LADDER) {
            if (ef < k) {
                continue;
            }
            efs[slot] = ef;
            long start = CpuClock.nanos();
            recalls[slot] = recall(engine, ef);
            double micros = (CpuClock.nanos() - start) / 1e3 / queries.length;
            if (recalls[slot] >= TARGET || ef >= items.rows() || micros > HOPELESS * scanMicros) {
                return;
            }
        }
    }

    private void warm(BenchEngine engine, int ef, int millis) throws IOException {
        long until = CpuClock.nanos() + millis * 1_000_000L;
        for (int q = 0; CpuClock.nanos() < until; q = (q + 1) % queries.length) {
            engine.search(queries[q], k, ef, found);
        }
    }

    private double recall(BenchEngine engine, int ef) throws IOException {
        double sum = 0;
        for (int q = 0; q < queries.length; q++) {
            int size = engine.search(queries[q], k, ef, found);
            int hits = 0;
            for (int i = 0; i < size; i++) {
                hits += items.dot(found[i], queries[q], 0) >= worst[q] ? 1 : 0;
            }
            sum += counts[q] == 0 ? 1 : Math.min(hits, counts[q]) / (double) counts[q];
        }
        return sum / queries.length;
    }

    private double mean(BenchEngine engine, int ef) throws IOException {
        long start = CpuClock.nanos();
        for (float[] query : queries) {
            engine.search(query, k, ef, found);
        }
        return (CpuClock.nanos() - start) / 1e3 / queries.length;
    }

    private void each(BenchEngine engine, int ef, QueryTimes times) throws IOException {
        double[] micros = times.newRound();
        for (int q = 0; q < queries.length; q++) {
            long start = CpuClock.nanos();
            engine.search(queries[q], k, ef, found);
            micros[q] = (CpuClock.nanos() - start) / 1e3;
        }
    }
}
