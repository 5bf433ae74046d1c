package io.candor.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What every query took in every round. */
final class QueryTimes {
    private final int queries;
    private final List<double[]> rounds = new ArrayList<>();

    QueryTimes(int queries) {
        this.queries = queries;
    }

    /** Returns the times of another round, to be filled in. */
    double[] newRound() {
        double[] times = new double[queries];
        rounds.add(times);
        return times;
    }

    /** Returns the time of the slowest query, which has for each the median of its rounds, the upper of two. */
    double slowest() {
        double slowest = 0;
        double[] times = new double[rounds.size()];
        for (int q = 0; q < queries; q++) {
            for (int round = 0; round < times.length; round++) {
                times[round] = rounds.get(round)[q];
            }
            Arrays.sort(times);
            slowest = Math.max(slowest, times[times.length / 2]);
        }
        return slowest;
    }

    /** Returns the longest time of all. */
    double worst() {
        return rounds.stream().flatMapToDouble(Arrays::stream).max().orElse(0);
    }
}
