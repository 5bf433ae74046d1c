package io.candor.evaluation;

import io.candor.dataset.Holdout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Ranks all unseen items for every judged user and measures where the held-out ones stand, and what else the lists are worth.
 * Immutable, thread-safe.
 */
public final class RankingEvaluator {
    private static final int BLOCKS = 64;
    private static final String MRR = "MRR";

    private final Holdout holdout;
    private final List<Integer> depths;
    private final CandidateSample sample;
    private final List<Metric> metrics = new ArrayList<>();

    /** A number of one user's ranking; NaN when the user is not judged by it. */
    private record Metric(String name, ToDoubleFunction<UserRanks> of) {}

    /** Creates an evaluator of accuracy, coverage and concentration, over all unseen items; k is at least 1. */
    public RankingEvaluator(Holdout holdout, List<Integer> depths) {
        this(holdout, depths, CandidateSample.ALL);
    }

    /** Creates an evaluator of all there is, as a plan says. */
    RankingEvaluator(Holdout holdout, EvaluationPlan plan, ListQuality quality, PopularityStrata strata) {
        this(holdout, plan.depths(), plan.sample());
        depths.forEach(k -> addLists(k, quality));
        depths.forEach(k -> addStrata(k, strata));
    }

    private RankingEvaluator(Holdout holdout, List<Integer> depths, CandidateSample sample) {
        this.holdout = holdout;
        this.depths = List.copyOf(depths);
        this.sample = sample;
        for (int k : depths) {
            if (k < 1) {
                throw new IllegalArgumentException("k must be at least 1, was " + k);
            }
            addAccuracy(k);
        }
        metrics.add(new Metric(MRR, user -> RankingMetrics.reciprocalRank(user.ranks())));
        metrics.add(new Metric("AUC", UserRanks::auc));
    }

    private void addAccuracy(int k) {
        metrics.add(new Metric("HR@" + k, user -> RankingMetrics.hit(user.ranks(), k)));
        metrics.add(new Metric("nDCG@" + k, user -> RankingMetrics.ndcg(user.ranks(), k)));
        metrics.add(new Metric("Recall@" + k, user -> RankingMetrics.recall(user.ranks(), k)));
        metrics.add(new Metric("Precision@" + k, user -> RankingMetrics.precision(user.ranks(), k)));
        metrics.add(new Metric("MAP@" + k, user -> RankingMetrics.averagePrecision(user.ranks(), k)));
    }

    private void addLists(int k, ListQuality quality) {
        metrics.add(new Metric("novelty@" + k, user -> quality.novelty(user.head(), k)));
        metrics.add(new Metric("diversity@" + k, user -> quality.diversity(user.head(), k)));
    }

    private void addStrata(int k, PopularityStrata strata) {
        for (int s = 0; s < PopularityStrata.NAMES.size(); s++) {
            int stratum = s;
            metrics.add(new Metric("Recall@" + k + "/" + PopularityStrata.NAMES.get(s), user -> {
                int[] ranks = user.ranksWithin(strata, stratum);
                return ranks.length == 0 ? Double.NaN : RankingMetrics.recall(ranks, k);
            }));
        }
    }

    /** Evaluates on all cores, with normal intervals. The scores must be safe to ask from several threads. */
    public RankingReport evaluate(ItemScores scores) {
        return measure(scores).report();
    }

    /** Measures on all cores. The scores must be safe to ask from several threads. */
    Measurements measure(ItemScores scores) {
        double[][] values = new double[metrics.size()][holdout.size()];
        List<Exposure> exposures = noExposures();
        IntStream.range(0, BLOCKS).parallel().forEach(block -> rankBlock(block, scores, values, exposures));
        List<UserMetric> byUser = new ArrayList<>();
        List<Double> curve = List.of();
        for (int m = 0; m < values.length; m++) {
            String name = metrics.get(m).name();
            byUser.add(UserMetric.mean(name, values[m]));
            curve = name.equals(MRR) ? Measurements.hitCurve(values[m]) : curve;
        }
        Map<String, Double> overall = new LinkedHashMap<>();
        for (int d = 0; d < depths.size(); d++) {
            overall.put("coverage@" + depths.get(d), exposures.get(d).coverage());
            overall.put("Gini@" + depths.get(d), exposures.get(d).gini());
        }
        return new Measurements(byUser, overall, curve);
    }

    private void rankBlock(int block, ItemScores scores, double[][] values, List<Exposure> exposures) {
        int users = holdout.size();
        int from = (int) ((long) users * block / BLOCKS);
        int to = (int) ((long) users * (block + 1) / BLOCKS);
        int deepest = depths.stream().mapToInt(Integer::intValue).max().orElse(0);
        UserRanks ranking = new UserRanks(holdout, scores, sample, Math.min(holdout.items(), deepest));
        List<Exposure> mine = noExposures();
        for (int i = from; i < to; i++) {
            ranking.rank(i);
            for (int m = 0; m < values.length; m++) {
                values[m][i] = metrics.get(m).of().applyAsDouble(ranking);
            }
            for (int d = 0; d < depths.size(); d++) {
                mine.get(d).add(ranking.head(), depths.get(d));
            }
        }
        synchronized (exposures) {
            for (int d = 0; d < depths.size(); d++) {
                exposures.get(d).add(mine.get(d));
            }
        }
    }

    private List<Exposure> noExposures() {
        return depths.stream().map(depth -> new Exposure(holdout.items())).toList();
    }
}
