package io.candor.evaluation;

import io.candor.math.Bootstrap;
import io.candor.math.MeanInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much one ranking is better than another, for the same users drawn again (paired bootstrap).
 *
 * @param interval of first − second
 * @param p two-sided, for no difference at all: twice the share of draws on the smaller side of 0, at least 2 / (draws + 1)
 */
public record Difference(MeanInterval interval, double p) {
    /**
     * Returns first − second of each metric that both have, by name.
     *
     * @param first of the same users as {@code second}, in the same order
     */
    static Map<String, Difference> of(List<UserMetric> first, List<UserMetric> second, Bootstrap bootstrap) {
        Map<String, UserMetric> others = new LinkedHashMap<>();
        second.forEach(metric -> others.put(metric.name(), metric));
        List<UserMetric> ours = new ArrayList<>();
        List<UserMetric> theirs = new ArrayList<>();
        for (UserMetric metric : first) {
            UserMetric other = others.get(metric.name());
            if (other != null) {
                ours.add(metric);
                theirs.add(other);
            }
        }
        int users = ours.isEmpty() ? 0 : ours.getFirst().users();
        double[][] drawn = bootstrap.draw(users, ours.size(), (times, out) -> {
            for (int m = 0; m < out.length; m++) {
                out[m] = ours.get(m).value(times) - theirs.get(m).value(times);
            }
        });
        Map<String, Difference> differences = new LinkedHashMap<>();
        for (int m = 0; m < drawn.length; m++) {
            double value = ours.get(m).value() - theirs.get(m).value();
            MeanInterval interval =
                    Bootstrap.interval(value, drawn[m], ours.get(m).judged());
            differences.put(ours.get(m).name(), new Difference(interval, probability(drawn[m])));
        }
        return differences;
    }

    private static double probability(double[] drawn) {
        long known = Arrays.stream(drawn).filter(d -> !Double.isNaN(d)).count();
        long atMost = Arrays.stream(drawn).filter(d -> d <= 0).count();
        long atLeast = Arrays.stream(drawn).filter(d -> d >= 0).count();
        return known == 0 ? Double.NaN : Math.min(1, 2.0 * (1 + Math.min(atMost, atLeast)) / (known + 1));
    }
}
