package io.candor.evaluation;

/**
 * Metrics of one user's ranking, from the 1-based ranks of the relevant items, ascending. Pure functions.
 *
 * <p>nDCG with binary gains and the discount 1/log₂(1 + rank): Järvelin, Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", ACM TOIS 20(4), 2002.
 */
final class RankingMetrics {
    private RankingMetrics() {}

    /** Returns 1 when a relevant item is among the first k, else 0. */
    static double hit(int[] ranks, int k) {
        return ranks[0] <= k ? 1 : 0;
    }

    /** Returns the share of the first k that is relevant; a shorter ranking counts as filled up with misses. */
    static double precision(int[] ranks, int k) {
        return (double) within(ranks, k) / k;
    }

    /** Returns the share of the relevant items among the first k. */
    static double recall(int[] ranks, int k) {
        return (double) within(ranks, k) / ranks.length;
    }

    /** Returns the discounted gain of the first k, over that of the best possible order. */
    static double ndcg(int[] ranks, int k) {
        double gain = 0;
        for (int j = 0; j < within(ranks, k); j++) {
            gain += discount(ranks[j]);
        }
        double ideal = 0;
        for (int rank = 1; rank <= Math.min(k, ranks.length); rank++) {
            ideal += discount(rank);
        }
        return gain / ideal;
    }

    /** Returns the sum of the precisions at the relevant ranks up to k, over min(k, relevant items), the best possible. */
    static double averagePrecision(int[] ranks, int k) {
        double sum = 0;
        for (int j = 0; j < within(ranks, k); j++) {
            sum += (j + 1.0) / ranks[j];
        }
        return sum / Math.min(k, ranks.length);
    }

    /** Returns 1/rank of the first relevant item. */
    static double reciprocalRank(int[] ranks) {
        return 1.0 / ranks[0];
    }

    private static int within(int[] ranks, int k) {
        int count = 0;
        while (count < ranks.length && ranks[count] <= k) {
            count++;
        }
        return count;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(1.0 + rank);
    }
}
