package io.candor.evaluation;

import io.candor.math.Bootstrap;
import io.candor.math.MeanInterval;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that was measured of one ranking.
 *
 * @param byUser metrics that are kept by user, in the order in which they are shown
 * @param overall metrics of all lists together ({@code coverage@k}, {@code Gini@k}), which have no interval
 * @param hitCurve HR@k for k from 1 on
 */
record Measurements(List<UserMetric> byUser, Map<String, Double> overall, List<Double> hitCurve) {
    private static final int CURVE_DEPTH = 100;

    Measurements {
        byUser = List.copyOf(byUser);
        overall = Collections.unmodifiableMap(new LinkedHashMap<>(overall));
        hitCurve = List.copyOf(hitCurve);
    }

    /** Returns the share of the users with a hit among the first k, by k, from their reciprocal ranks. */
    static List<Double> hitCurve(double[] reciprocalRanks) {
        double[] curve = new double[CURVE_DEPTH];
        for (double reciprocal : reciprocalRanks) {
            for (int k = (int) Math.min(Math.round(1 / reciprocal), CURVE_DEPTH + 1L); k <= CURVE_DEPTH; k++) {
                curve[k - 1] += 1;
            }
        }
        int users = Math.max(1, reciprocalRanks.length);
        return Arrays.stream(curve).map(hits -> hits / users).boxed().toList();
    }

    /** Returns these and more. */
    Measurements with(List<UserMetric> more) {
        return new Measurements(Stream.concat(byUser.stream(), more.stream()).toList(), overall, hitCurve);
    }

    /** Returns means with normal intervals. */
    RankingReport report() {
        Map<String, MeanInterval> metrics = new LinkedHashMap<>();
        byUser.forEach(metric -> metrics.put(metric.name(), metric.interval()));
        return reportOf(metrics);
    }

    /** Returns means with bootstrap intervals. */
    RankingReport report(Bootstrap bootstrap) {
        int users = byUser.isEmpty() ? 0 : byUser.getFirst().users();
        double[][] drawn = bootstrap.draw(users, byUser.size(), (times, out) -> {
            for (int m = 0; m < out.length; m++) {
                out[m] = byUser.get(m).value(times);
            }
        });
        Map<String, MeanInterval> metrics = new LinkedHashMap<>();
        for (int m = 0; m < drawn.length; m++) {
            UserMetric metric = byUser.get(m);
            metrics.put(metric.name(), Bootstrap.interval(metric.value(), drawn[m], metric.judged()));
        }
        return reportOf(metrics);
    }

    private RankingReport reportOf(Map<String, MeanInterval> metrics) {
        int users = byUser.isEmpty() ? 0 : byUser.getFirst().users();
        overall.forEach((name, value) -> metrics.put(name, new MeanInterval(value, value, value, users)));
        return new RankingReport(metrics, hitCurve);
    }
}
