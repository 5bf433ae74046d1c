package io.candor.evaluation;

import io.candor.dataset.Holdout;
import io.candor.math.Bits;
import io.candor.math.MeanInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Ranks all unseen items for every judged user and measures where the held-out ones stand. Immutable, thread-safe. */
public final class RankingEvaluator {
    private static final int BLOCKS = 64;

    private final Holdout holdout;
    private final List<Integer> depths;

    /**
     * Creates an evaluator.
     *
     * @param depths values of k, each at least 1
     */
    public RankingEvaluator(Holdout holdout, List<Integer> depths) {
        for (int depth : depths) {
            if (depth < 1) {
                throw new IllegalArgumentException("k must be at least 1, was " + depth);
            }
        }
        this.holdout = holdout;
        this.depths = List.copyOf(depths);
    }

    /** Evaluates on all cores. The scores must be safe to ask from several threads. */
    public RankingReport evaluate(ItemScores scores) {
        int[][] ranks = new int[holdout.size()][];
        List<Bits> shown = emptySets();
        IntStream.range(0, BLOCKS).parallel().forEach(block -> rankBlock(block, scores, ranks, shown));
        Map<String, MeanInterval> metrics = new LinkedHashMap<>();
        for (int d = 0; d < depths.size(); d++) {
            int k = depths.get(d);
            metrics.put("HR@" + k, mean(ranks, r -> RankingMetrics.hit(r, k)));
            metrics.put("nDCG@" + k, mean(ranks, r -> RankingMetrics.ndcg(r, k)));
            metrics.put("Recall@" + k, mean(ranks, r -> RankingMetrics.recall(r, k)));
            double covered = (double) shown.get(d).cardinality() / Math.max(1, holdout.items());
            metrics.put("coverage@" + k, new MeanInterval(covered, covered, covered, holdout.size()));
        }
        metrics.put("MRR", mean(ranks, RankingMetrics::reciprocalRank));
        return new RankingReport(metrics);
    }

    private void rankBlock(int block, ItemScores scores, int[][] ranks, List<Bits> shown) {
        int from = (int) ((long) ranks.length * block / BLOCKS);
        int to = (int) ((long) ranks.length * (block + 1) / BLOCKS);
        int deepest = Math.min(
                holdout.items(),
                depths.stream().mapToInt(Integer::intValue).max().orElse(0));
        UserRanks ranking = new UserRanks(holdout, scores, deepest);
        List<Bits> mine = emptySets();
        for (int i = from; i < to; i++) {
            ranks[i] = ranking.ranks(i);
            int[] head = ranking.head();
            for (int d = 0; d < depths.size(); d++) {
                addAll(head, depths.get(d), mine.get(d));
            }
        }
        synchronized (shown) {
            for (int d = 0; d < depths.size(); d++) {
                shown.get(d).or(mine.get(d));
            }
        }
    }

    private List<Bits> emptySets() {
        return depths.stream().map(depth -> new Bits(holdout.items())).toList();
    }

    private static void addAll(int[] head, int depth, Bits target) {
        for (int rank = 0; rank < Math.min(depth, head.length); rank++) {
            target.set(head[rank]);
        }
    }

    private static MeanInterval mean(int[][] ranks, ToDoubleFunction<int[]> metric) {
        double[] values = new double[ranks.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = metric.applyAsDouble(ranks[i]);
        }
        return MeanInterval.of(values);
    }
}
