package io.candor.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one route did under one load; times in microseconds.
 *
 * @param failures requests without the answer that they were to get
 * @param cpu of the server a request: all its threads but compilers and projection, collector and journal included
 * @param bytes that the server allocated for a request
 * @param degraded share of slates that were less than they could be
 * @param longestPauseMillis of the collector, 0 without any
 * @param stolen share of the machine's time that others took
 */
record Measured(
        double perSecond,
        double failures,
        double cpu,
        double bytes,
        double degraded,
        double longestPauseMillis,
        double stolen,
        double p50,
        double p99,
        double p999) {
    static Measured of(LoadResult load, MeasuredServer.Usage before, MeasuredServer.Usage after, List<Double> pauses) {
        return new Measured(
                load.perSecond(),
                load.failures(),
                (after.cpuMicros() - before.cpuMicros()) / load.responses(),
                (after.allocatedBytes() - before.allocatedBytes()) / load.responses(),
                (after.degraded() - before.degraded()) / load.responses(),
                pauses.stream().mapToDouble(pause -> pause).max().orElse(0),
                after.machine().stolenSince(before.machine()),
                load.p50(),
                load.p99(),
                load.p999());
    }

    /** Returns the median of each figure over some rounds, all failures and the longest pause. */
    static Measured median(List<Measured> rounds) {
        return new Measured(
                median(rounds, Measured::perSecond),
                rounds.stream().mapToDouble(Measured::failures).sum(),
                median(rounds, Measured::cpu),
                median(rounds, Measured::bytes),
                median(rounds, Measured::degraded),
                rounds.stream().mapToDouble(Measured::longestPauseMillis).max().orElse(0),
                median(rounds, Measured::stolen),
                median(rounds, Measured::p50),
                median(rounds, Measured::p99),
                median(rounds, Measured::p999));
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
